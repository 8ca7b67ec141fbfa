import type { Db } from './schema.ts'

/** What the database itself has to remember. */
type MetaKey = 'database-id'

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
