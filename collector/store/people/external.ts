import type { Role } from '#protocol/access.ts'
import type { AccountSource } from '#protocol/people.ts'
import { Refusal } from '#protocol/refusals.ts'
import { recordAudit, type Actor } from '../audit.ts'
import type { Db } from '../schema.ts'
import { agencyOfRole, foldUserName, insertUser } from '../users.ts'
import { findAccountByName, readAccount, type Account } from './accounts.ts'
import { endSessionsOf } from './open-sessions.ts'
import { writeRole } from './people.ts'
import { replaceRecoveryCodes } from './recovery-codes.ts'
import { noTotp } from './totp.ts'

/** Somebody as a directory or a sign-in service knows them, with what their groups make them here. */
export type ExternalPerson = {
  readonly source: Exclude<AccountSource, 'local'>
  /** Stays the same whatever the name becomes. */
  readonly externalId: string
  readonly name: string
  readonly role: Role
  readonly agencyId: string | null
}

/** No password fits it: argon2 hashes begin otherwise. */
const noPasswordHash = ''

/**
 * The account of somebody whom a directory or a sign-in service has just vouched for; made at the first sign-in,
 * and given the role of their groups at each. A name of another source is never taken over. Where a directory gives
 * an old name to another person, that person begins anew: no session and no authenticator is inherited.
 * @throws Refusal ACCOUNT_NAME_HELD, ACCOUNT_DISABLED, AGENCY_NOT_FOUND, REQUEST_INVALID
 */
export async function admitExternal(
  db: Db,
  person: ExternalPerson,
  by: Actor & { readonly newId: () => string },
): Promise<Account> {
  return db.transaction().execute(async (trx) => {
    const known = await findExternal(trx, person)
    if (!known) return addExternal(trx, person, by)
    if (known.isDisabled) throw new Refusal('ACCOUNT_DISABLED')
    const { role, agencyId } = person
    await agencyOfRole(trx, { role, agencyId })
    if (known.externalId !== person.externalId) await handOver(trx, { known, person }, by)
    await rename(trx, { known, person })
    await writeRole(trx, { account: known, role, agencyId }, by)
    return readAccount(trx, known.user.id)
  })
}

async function findExternal(trx: Db, person: ExternalPerson): Promise<Account | null> {
  const { source, externalId, name } = person
  const row = await trx
    .selectFrom('console_user')
    .select('id')
    .where('source', '=', source)
    .where('external_id', '=', externalId)
    .executeTakeFirst()
  const held = await findAccountByName(trx, name)
  if (row) {
    if (held && held.user.id !== row.id) throw new Refusal('ACCOUNT_NAME_HELD', { name })
    return readAccount(trx, row.id)
  }
  // Names of a sign-in service are not always unique, those of a directory are.
  if (held && (held.source !== source || source !== 'ldap')) {
    throw new Refusal('ACCOUNT_NAME_HELD', { name })
  }
  return held
}

async function addExternal(
  trx: Db,
  { source, externalId, ...person }: ExternalPerson,
  by: Actor & { readonly newId: () => string },
): Promise<Account> {
  const { id } = await insertUser(trx, { ...person, passwordHash: noPasswordHash }, by)
  await trx
    .updateTable('console_user')
    .set({ source, external_id: externalId })
    .where('id', '=', id)
    .execute()
  return readAccount(trx, id)
}

async function handOver(
  trx: Db,
  { known, person }: { known: Account; person: ExternalPerson },
  by: Actor,
): Promise<void> {
  const { id } = known.user
  await trx
    .updateTable('console_user')
    .set({ external_id: person.externalId, ...noTotp })
    .where('id', '=', id)
    .execute()
  await replaceRecoveryCodes(trx, id, [])
  await endSessionsOf(trx, { userId: id, but: null }, by)
  const { actor, address, nowMs: atMs } = by
  const entry = { actor, address, atMs, action: 'hand-over-account', subject: id }
  const [before, after] = [{ externalId: known.externalId }, { externalId: person.externalId }]
  await recordAudit(trx, { ...entry, before, after })
}

async function rename(trx: Db, { known, person }: { known: Account; person: ExternalPerson }) {
  const name = person.name.trim().normalize('NFC')
  if (name === known.user.name) return
  await trx
    .updateTable('console_user')
    .set({ name, name_folded: foldUserName(name) })
    .where('id', '=', known.user.id)
    .execute()
}

/** What the groups of somebody who is signed in make them now; nothing ends their sessions. */
export async function applyGroups(
  db: Db,
  { account, role }: { account: Account; role: { role: Role; agencyId: string | null } | null },
  by: Actor,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (role === null) await endSessionsOf(trx, { userId: account.user.id, but: null }, by)
    else await writeRole(trx, { account, ...role }, by)
  })
}
