import { hash } from 'node:crypto'
import type { Selectable } from 'kysely'
import { isWithinNetworks } from '#protocol/networks.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { TokenView } from '#protocol/enrolment-tokens.ts'
import { recordAudit, type Actor } from './audit.ts'
import { agencyIdsOf, isWithin, type Scope } from './population.ts'
import type { Db, Schema } from './schema.ts'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
/** 32 characters of 5 bits: nobody guesses it, and no digit in it looks like a letter. */
const secretLength = 32
const listedMax = 500

export type RandomBytes = (count: number) => Uint8Array

type TokenRow = Selectable<Schema['enrolment_token']>

/** The newest tokens of a scope first, never their secret. */
export async function listTokens(db: Db, scope: Scope): Promise<TokenView[]> {
  const agencyIds = agencyIdsOf(scope)
  const rows = await db
    .selectFrom('enrolment_token')
    .selectAll()
    .$if(agencyIds !== undefined, (query) => query.where('agency_id', 'in', agencyIds ?? []))
    .orderBy('created_ms', 'desc')
    .orderBy('id')
    .limit(listedMax)
    .execute()
  return rows.map(viewOf)
}

/** What a token is to be good for. */
export type TokenWanted = {
  readonly agencyId: string
  readonly usesMax: number
  readonly expiresMs: EpochMs
  /** Where it holds; without any, everywhere. */
  readonly networks?: readonly string[]
  /** Machines beyond the declared count wait for a person; without it, none does. */
  readonly waitsBeyondDeclared?: boolean
}

/**
 * Makes a token. The secret is in the answer and nowhere else: the database holds its SHA-256.
 * @throws Refusal AGENCY_NOT_FOUND
 */
export async function createToken(
  db: Db,
  wanted: TokenWanted,
  by: Actor & { readonly newId: () => string; readonly randomBytes: RandomBytes },
): Promise<{ token: TokenView; secret: string }> {
  const secret = Array.from(by.randomBytes(secretLength), (byte) => alphabet[byte & 31]).join('')
  return db.transaction().execute(async (trx) => {
    const agency = await trx
      .selectFrom('agency')
      .select('id')
      .where('id', '=', wanted.agencyId)
      .executeTakeFirst()
    if (!agency) throw new Refusal('AGENCY_NOT_FOUND', { id: wanted.agencyId })
    const row: TokenRow = {
      id: by.newId(),
      secret_hash: hash('sha256', secret, 'hex'),
      agency_id: wanted.agencyId,
      uses_max: wanted.usesMax,
      uses: 0,
      created_ms: by.nowMs,
      created_by: by.actor,
      expires_ms: wanted.expiresMs,
      revoked_ms: null,
      networks: (wanted.networks ?? []).join(' '),
      waits_beyond_declared: wanted.waitsBeyondDeclared === true ? 1 : 0,
    }
    await trx.insertInto('enrolment_token').values(row).execute()
    const token = viewOf(row)
    const { actor, address, nowMs: atMs } = by
    const entry = { actor, address, atMs, action: 'create-token', subject: row.id, after: token }
    await recordAudit(trx, entry)
    return { token, secret }
  })
}

/**
 * Revokes a token; hosts that used it stay enrolled. A second time changes nothing.
 * @throws Refusal TOKEN_NOT_FOUND also where it is of an agency outside the scope
 */
export async function revokeToken(
  db: Db,
  { id, scope }: { readonly id: string; readonly scope: Scope },
  by: Actor,
): Promise<TokenView> {
  return db.transaction().execute(async (trx) => {
    const found = trx.selectFrom('enrolment_token').selectAll().where('id', '=', id)
    const before = await found.executeTakeFirst()
    if (!before || !isWithin(scope, before.agency_id)) throw new Refusal('TOKEN_NOT_FOUND', { id })
    if (before.revoked_ms !== null) return viewOf(before)
    const after = { ...before, revoked_ms: by.nowMs }
    await trx
      .updateTable('enrolment_token')
      .set({ revoked_ms: by.nowMs })
      .where('id', '=', id)
      .execute()
    await recordAudit(trx, {
      actor: by.actor,
      address: by.address,
      atMs: by.nowMs,
      action: 'revoke-token',
      subject: id,
      before: viewOf(before),
      after: viewOf(after),
    })
    return viewOf(after)
  })
}

/** A token that was used once. */
export type SpentToken = {
  readonly id: string
  readonly agencyId: string
  readonly usesMax: number
  readonly waitsBeyondDeclared: boolean
}

/**
 * Uses a token once, in the transaction of the enrolment: two hosts never share its last use.
 * @throws Refusal TOKEN_UNKNOWN, TOKEN_REVOKED, TOKEN_EXPIRED, TOKEN_SPENT, ENROLMENT_ELSEWHERE
 */
export async function spendToken(
  trx: Db,
  secret: string,
  { nowMs, address }: { readonly nowMs: EpochMs; readonly address: string | null },
): Promise<SpentToken> {
  const secretHash = hash('sha256', secret, 'hex')
  const spent = await trx
    .updateTable('enrolment_token')
    .set(({ eb }) => ({ uses: eb('uses', '+', 1) }))
    .where('secret_hash', '=', secretHash)
    .where('revoked_ms', 'is', null)
    .where('expires_ms', '>', nowMs)
    .whereRef('uses', '<', 'uses_max')
    .returningAll()
    .executeTakeFirst()
  if (!spent) throw await whyNot(trx, secretHash, nowMs)
  const { agencyId, usesMax, networks, waitsBeyondDeclared } = viewOf(spent)
  if (!isWithinNetworks(address, networks)) {
    throw new Refusal('ENROLMENT_ELSEWHERE', { address: address ?? '?' })
  }
  return { id: spent.id, agencyId, usesMax, waitsBeyondDeclared }
}

/** Takes a use back, in the transaction that spent it. */
export async function giveBackUse(trx: Db, id: string): Promise<void> {
  await trx
    .updateTable('enrolment_token')
    .set(({ eb }) => ({ uses: eb('uses', '-', 1) }))
    .where('id', '=', id)
    .execute()
}

/** The token of a secret, whatever became of it since; null: there is none. */
export async function findToken(db: Db, secret: string): Promise<TokenView | null> {
  const row = await db
    .selectFrom('enrolment_token')
    .selectAll()
    .where('secret_hash', '=', hash('sha256', secret, 'hex'))
    .executeTakeFirst()
  return row ? viewOf(row) : null
}

async function whyNot(trx: Db, secretHash: string, nowMs: EpochMs): Promise<Refusal> {
  const token = await trx
    .selectFrom('enrolment_token')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  if (!token) return new Refusal('TOKEN_UNKNOWN')
  if (token.revoked_ms !== null) return new Refusal('TOKEN_REVOKED')
  if (token.expires_ms <= nowMs) {
    return new Refusal('TOKEN_EXPIRED', { expiredAtMs: token.expires_ms })
  }
  return new Refusal('TOKEN_SPENT', { usesMax: token.uses_max })
}

function viewOf(row: TokenRow): TokenView {
  return {
    id: row.id,
    agencyId: row.agency_id,
    usesMax: row.uses_max,
    uses: row.uses,
    createdMs: row.created_ms,
    expiresMs: row.expires_ms,
    revokedMs: row.revoked_ms,
    networks: row.networks === '' ? [] : row.networks.split(' '),
    waitsBeyondDeclared: row.waits_beyond_declared === 1,
  }
}
