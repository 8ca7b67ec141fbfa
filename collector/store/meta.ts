import type { Db } from './schema.ts'

/** What the database itself has to remember. */
type MetaKey = 'database-id' | FlagKey
type FlagKey = 'first-run-dismissed'

/** A remembered value; null: nothing was remembered under this key. */
export async function readMeta(db: Db, key: MetaKey): Promise<string | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value ?? null
}

/** Remembers a value unless there is one; answers with what is remembered now. */
export async function rememberOnce(db: Db, key: MetaKey, value: string): Promise<string> {
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  return (await readMeta(db, key)) ?? value
}

/** Whether a flag was remembered as set. */
export async function isRemembered(db: Db, key: FlagKey): Promise<boolean> {
  return (await readMeta(db, key)) === 'yes'
}

/** Remembers a flag, whatever was remembered before. */
export async function rememberFlag(db: Db, key: FlagKey, isSet: boolean): Promise<void> {
  const value = isSet ? 'yes' : 'no'
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
