import { sql } from 'kysely'
import { Refusal } from '#protocol/refusals.ts'
import type { Role } from '#protocol/views.ts'
import { recordAudit, type Actor } from './audit.ts'
import { foldForSearch } from './fold.ts'
import type { Db } from './schema.ts'

/** Somebody who may sign in. */
export type User = { readonly id: string; readonly name: string; readonly role: Role }

/**
 * A name as sign-in compares it: case, marks and spaces around it do not matter.
 * It is also the key under which failed attempts are counted.
 */
export const foldUserName = (name: string): string => foldForSearch(name)

/** True once anybody can sign in; before that, a first start makes the administrator. */
export async function hasAnyUser(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from console_user limit 1`.execute(db)
  return rows.length > 0
}

/**
 * Adds somebody who may sign in; `passwordHash` is made by hashPassword().
 * @throws Refusal REQUEST_INVALID when the name is taken or is nothing but spaces and marks.
 */
export async function createUser(
  db: Db,
  user: { readonly name: string; readonly passwordHash: string; readonly role: Role },
  by: Actor & { readonly newId: () => string },
): Promise<User> {
  const name = user.name.trim().normalize('NFC')
  const folded = foldUserName(name)
  if (folded === '') throw new Refusal('REQUEST_INVALID', { detail: 'name (empty)' })
  return db.transaction().execute(async (trx) => {
    const { passwordHash, role } = user
    const id = by.newId()
    const inserted = await trx
      .insertInto('console_user')
      .values({
        id,
        name,
        name_folded: folded,
        password_hash: passwordHash,
        role,
        created_ms: by.nowMs,
      })
      .onConflict((conflict) => conflict.column('name_folded').doNothing())
      .executeTakeFirst()
    if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) {
      throw new Refusal('REQUEST_INVALID', { detail: `name (taken): ${name}` })
    }
    await recordAudit(trx, {
      actor: by.actor,
      address: by.address,
      atMs: by.nowMs,
      action: 'create-user',
      subject: id,
      after: { name, role },
    })
    return { id, name, role }
  })
}

/** Who has this name, with the hash that a password is checked against; null: nobody. */
export async function findUserByName(
  db: Db,
  name: string,
): Promise<(User & { readonly passwordHash: string }) | null> {
  const row = await db
    .selectFrom('console_user')
    .select(['id', 'name', 'role', 'password_hash'])
    .where('name_folded', '=', foldUserName(name))
    .executeTakeFirst()
  if (!row) return null
  return { id: row.id, name: row.name, role: row.role, passwordHash: row.password_hash }
}
