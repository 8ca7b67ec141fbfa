import type { AccountSource } from '#protocol/people.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Db } from '../schema.ts'
import { foldUserName, userOfRow, type User } from '../users.ts'

/** Everything that signing in has to know of an account. */
export type Account = {
  readonly user: User
  readonly source: AccountSource
  readonly externalId: string | null
  readonly isDisabled: boolean
  readonly mustChangePassword: boolean
  readonly passwordHash: string
  readonly passwordChangedMs: EpochMs | null
  readonly lastSignInMs: EpochMs | null
  readonly totp: {
    /** Null: off. */
    readonly secret: string | null
    readonly offered: string | null
    readonly sinceMs: EpochMs | null
  }
}

/** Who has this name; null: nobody. */
export async function findAccountByName(db: Db, name: string): Promise<Account | null> {
  const row = await accounts(db).where('u.name_folded', '=', foldUserName(name)).executeTakeFirst()
  return row ? accountOf(row) : null
}

/** @throws Refusal PERSON_NOT_FOUND */
export async function readAccount(db: Db, id: string): Promise<Account> {
  const row = await accounts(db).where('u.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('PERSON_NOT_FOUND', { id })
  return accountOf(row)
}

/** Accounts of a directory that have a session open now. */
export async function accountsSignedIn(db: Db, source: AccountSource): Promise<Account[]> {
  const rows = await accounts(db)
    .where('u.source', '=', source)
    .where('u.id', 'in', db.selectFrom('console_session').select('user_id'))
    .orderBy('u.name_folded')
    .execute()
  return rows.map(accountOf)
}

function accounts(db: Db) {
  return db
    .selectFrom('console_user as u')
    .leftJoin('agency as a', 'a.id', 'u.agency_id')
    .select(['u.id', 'u.name', 'u.role', 'a.id as agencyId', 'a.name as agencyName'])
    .select(['u.source', 'u.external_id', 'u.disabled_ms', 'u.must_change_password'])
    .select(['u.password_hash', 'u.password_changed_ms', 'u.last_sign_in_ms'])
    .select(['u.totp_secret', 'u.totp_offered', 'u.totp_since_ms'])
}

type Row = Awaited<ReturnType<ReturnType<typeof accounts>['execute']>>[number]

function accountOf(row: Row): Account {
  return {
    user: userOfRow(row),
    source: row.source,
    externalId: row.external_id,
    isDisabled: row.disabled_ms !== null,
    mustChangePassword: row.must_change_password === 1,
    passwordHash: row.password_hash,
    passwordChangedMs: row.password_changed_ms,
    lastSignInMs: row.last_sign_in_ms,
    totp: { secret: row.totp_secret, offered: row.totp_offered, sinceMs: row.totp_since_ms },
  }
}
