import type { Role } from '#protocol/access.ts'
import type { PersonView } from '#protocol/people.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { requireRevision } from '../expected-revision.ts'
import type { Db } from '../schema.ts'
import { sessionIdleMs } from '../sessions.ts'
import { agencyOfRole, insertUser, type User } from '../users.ts'
import { readAccount, type Account } from './accounts.ts'
import { endSessionsOf } from './open-sessions.ts'

type WhatTheyAre = { readonly role: Role; readonly agencyId: string | null }

/** Everybody, by name. */
export async function listPeople(db: Db, nowMs: EpochMs): Promise<PersonView[]> {
  return people(db, nowMs)
    .execute()
    .then((rows) => rows.map(viewOf))
}

/** @throws Refusal PERSON_NOT_FOUND */
export async function readPerson(db: Db, id: string, nowMs: EpochMs): Promise<PersonView> {
  const row = await people(db, nowMs).where('u.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('PERSON_NOT_FOUND', { id })
  return viewOf(row)
}

/**
 * Adds a local account with a one-time password.
 * @throws Refusal PERSON_NAME_TAKEN, AGENCY_NOT_FOUND, REQUEST_INVALID
 */
export async function addPerson(
  db: Db,
  person: WhatTheyAre & { readonly name: string; readonly passwordHash: string },
  by: Actor & { readonly newId: () => string },
): Promise<User> {
  return db.transaction().execute(async (trx) => {
    const user = await insertUser(trx, person, by)
    await trx
      .updateTable('console_user')
      .set({ must_change_password: 1 })
      .where('id', '=', user.id)
      .execute()
    return user
  })
}

/**
 * Gives a local account another role or agency.
 * @throws Refusal PERSON_NOT_FOUND, PERSON_NOT_LOCAL, CHANGED_MEANWHILE, LAST_ADMINISTRATOR, AGENCY_NOT_FOUND,
 * REQUEST_INVALID
 */
export async function changePerson(
  db: Db,
  { id, role, agencyId, expectedRevision }: ChangedPerson,
  by: Actor,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const account = await holdStill(trx, id)
    if (account.source !== 'local') throw new Refusal('PERSON_NOT_LOCAL')
    await requireUnchanged(trx, id, expectedRevision)
    await agencyOfRole(trx, { role, agencyId })
    if (role !== 'administrator') await requireAnother(trx, account)
    await writeRole(trx, { account, role, agencyId }, by)
  })
}

type ChangedPerson = WhatTheyAre & { readonly id: string; readonly expectedRevision: number }

async function requireUnchanged(trx: Db, id: string, expected: number): Promise<void> {
  const { revision, changed_by, changed_ms } = await trx
    .selectFrom('console_user')
    .select(['revision', 'changed_by', 'changed_ms'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  requireRevision({ revision, by: changed_by ?? '', atMs: changed_ms ?? 0 }, expected)
}

/** Columns of what was changed; the next revision is one more. */
const changedBy = ({ actor, nowMs }: Actor) => ({ changed_by: actor, changed_ms: nowMs })

/** What an account is from now on, with the audit. The rows that say no are the caller's to check. */
export async function writeRole(
  trx: Db,
  { account, role, agencyId }: WhatTheyAre & { readonly account: Account },
  by: Actor,
): Promise<void> {
  const { actor, address, nowMs: atMs } = by
  const { id } = account.user
  const before = { role: account.user.role, agencyId: account.user.agency?.id ?? null }
  if (before.role === role && before.agencyId === agencyId) return
  await trx
    .updateTable('console_user')
    .set((row) => ({
      role,
      agency_id: agencyId,
      revision: row('revision', '+', 1),
      ...changedBy(by),
    }))
    .where('id', '=', id)
    .execute()
  const entry = { actor, address, atMs, action: 'change-role', subject: id }
  await recordAudit(trx, { ...entry, before, after: { role, agencyId } })
}

/**
 * Lets somebody no longer sign in and ends their sessions, or lets them in again. The same twice is once.
 * @throws Refusal PERSON_NOT_FOUND, LAST_ADMINISTRATOR
 */
export async function setDisabled(
  db: Db,
  { id, isDisabled }: { readonly id: string; readonly isDisabled: boolean },
  by: Actor,
): Promise<void> {
  const { actor, address, nowMs: atMs } = by
  await db.transaction().execute(async (trx) => {
    const account = await holdStill(trx, id)
    if (account.isDisabled === isDisabled) return
    if (isDisabled) await requireAnother(trx, account)
    await trx
      .updateTable('console_user')
      .set((row) => ({
        disabled_ms: isDisabled ? atMs : null,
        revision: row('revision', '+', 1),
        ...changedBy(by),
      }))
      .where('id', '=', id)
      .execute()
    const action = isDisabled ? 'disable-user' : 'enable-user'
    await recordAudit(trx, { actor, address, atMs, action, subject: id })
    if (isDisabled) await endSessionsOf(trx, { userId: id, but: null }, by)
  })
}

/** Writes nothing new, but whoever changes an administrator at the same time waits until this is through. */
async function holdStill(trx: Db, id: string): Promise<Account> {
  await trx
    .updateTable('console_user')
    .set((row) => ({ role: row.ref('role') }))
    .where((or) => or.or([or('role', '=', 'administrator'), or('id', '=', id)]))
    .execute()
  return readAccount(trx, id)
}

/** A directory can be down and a province locked out of its own console: one local administrator always remains. */
async function requireAnother(trx: Db, { user, source, isDisabled }: Account): Promise<void> {
  if (user.role !== 'administrator' || source !== 'local' || isDisabled) return
  const another = await trx
    .selectFrom('console_user')
    .select('id')
    .where('role', '=', 'administrator')
    .where('source', '=', 'local')
    .where('disabled_ms', 'is', null)
    .where('id', '<>', user.id)
    .executeTakeFirst()
  if (!another) throw new Refusal('LAST_ADMINISTRATOR')
}

function people(db: Db, nowMs: EpochMs) {
  return db
    .selectFrom('console_user as u')
    .leftJoin('agency as a', 'a.id', 'u.agency_id')
    .select(['u.id', 'u.name', 'u.role', 'u.source', 'u.created_ms', 'u.last_sign_in_ms'])
    .select(['u.disabled_ms', 'u.must_change_password', 'u.totp_since_ms', 'u.revision'])
    .select(['a.id as agencyId', 'a.name as agencyName'])
    .select((select) =>
      select
        .selectFrom('console_session as s')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('s.user_id', '=', 'u.id')
        .where('s.expires_ms', '>', nowMs)
        .where('s.seen_ms', '>', nowMs - sessionIdleMs)
        .as('sessions'),
    )
    .orderBy('u.name_folded')
}

type Row = Awaited<ReturnType<ReturnType<typeof people>['execute']>>[number]

function viewOf(row: Row): PersonView {
  return {
    id: row.id,
    revision: row.revision,
    name: row.name,
    role: row.role,
    agency: row.agencyId === null ? null : { id: row.agencyId, name: row.agencyName ?? '' },
    source: row.source,
    isDisabled: row.disabled_ms !== null,
    mustChangePassword: row.must_change_password === 1,
    hasTotp: row.totp_since_ms !== null,
    createdMs: row.created_ms,
    lastSignInMs: row.last_sign_in_ms,
    sessions: Number(row.sessions ?? 0),
  }
}
