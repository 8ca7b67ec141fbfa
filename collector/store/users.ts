import { sql } from 'kysely'
import { Refusal } from '#protocol/refusals.ts'
import { agencyRoles, type Role } from '#protocol/access.ts'
import { recordAudit, type Actor } from './audit.ts'
import { foldForSearch } from './fold.ts'
import type { Db } from './schema.ts'

/** Somebody who may sign in. */
export type User = {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** The top of what an agency role sees; null: the province. */
  readonly agency: UserAgency | null
}
export type UserAgency = { readonly id: string; readonly name: string }

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

type NewUser = {
  readonly name: string
  readonly passwordHash: string
  readonly role: Role
  readonly agencyId: string | null
}
type Maker = Actor & { readonly newId: () => string }

/**
 * Adds somebody who may sign in; `passwordHash` is made by hashPassword().
 * @throws Refusal REQUEST_INVALID when the name is nothing but spaces and marks, or when role and agency do not
 * go together; PERSON_NAME_TAKEN, AGENCY_NOT_FOUND
 */
export function createUser(db: Db, user: NewUser, by: Maker): Promise<User> {
  return db.transaction().execute((trx) => insertUser(trx, user, by))
}

/** The same inside a transaction that does more. */
export async function insertUser(trx: Db, user: NewUser, by: Maker): Promise<User> {
  const name = user.name.trim().normalize('NFC')
  const folded = foldUserName(name)
  if (folded === '') throw new Refusal('REQUEST_INVALID', { detail: 'name (empty)' })
  const { passwordHash, role, agencyId } = user
  const agency = await agencyOfRole(trx, { role, agencyId })
  const id = by.newId()
  const inserted = await trx
    .insertInto('console_user')
    .values({
      id,
      name,
      name_folded: folded,
      password_hash: passwordHash,
      role,
      agency_id: agencyId,
      created_ms: by.nowMs,
    })
    .onConflict((conflict) => conflict.column('name_folded').doNothing())
    .executeTakeFirst()
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) {
    throw new Refusal('PERSON_NAME_TAKEN', { name })
  }
  await recordAudit(trx, {
    actor: by.actor,
    address: by.address,
    atMs: by.nowMs,
    action: 'create-user',
    subject: id,
    after: { name, role, agencyId },
  })
  return { id, name, role, agency }
}

/**
 * The agency that an account or a token of this role is bound to.
 * @throws Refusal REQUEST_INVALID when an agency role names none or a role of the province names one;
 * AGENCY_NOT_FOUND
 */
export async function agencyOfRole(
  db: Db,
  { role, agencyId }: { readonly role: Role; readonly agencyId: string | null },
): Promise<UserAgency | null> {
  const isOfAgency = agencyRoles.some((one) => one === role)
  if (isOfAgency !== (agencyId !== null)) {
    throw new Refusal('REQUEST_INVALID', { detail: `agencyId (role ${role})` })
  }
  if (agencyId === null) return null
  const agency = await db
    .selectFrom('agency')
    .select(['id', 'name'])
    .where('id', '=', agencyId)
    .executeTakeFirst()
  if (!agency) throw new Refusal('AGENCY_NOT_FOUND', { id: agencyId })
  return agency
}

/** Somebody from a row that is joined with the agency; without it both are null. */
export function userOfRow(row: {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly agencyId: string | null
  readonly agencyName: string | null
}): User {
  const { id, name, role, agencyId, agencyName } = row
  const agency = agencyId === null ? null : { id: agencyId, name: agencyName ?? '' }
  return { id, name, role, agency }
}
