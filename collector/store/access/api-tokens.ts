import { hash } from 'node:crypto'
import type { Role } from '#protocol/access.ts'
import { apiTokenPrefix, type ApiTokenView } from '#protocol/api-tokens.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { foldForSearch } from '../fold.ts'
import type { Db } from '../schema.ts'
import type { RandomBytes } from '../tokens.ts'
import { agencyOfRole, userOfRow, type User } from '../users.ts'

const secretBytes = 32
const listedMax = 500
/** Use is written down at most this often: reading a page is not a write. */
const usedEveryMs = 60_000

/** What may be a token at all; anything else is not looked up. */
const secretForm = new RegExp(`^${apiTokenPrefix}[\\w-]{43}$`)

/** All tokens, the newest first, never their secret. */
export async function listApiTokens(db: Db, nowMs: EpochMs): Promise<ApiTokenView[]> {
  const rows = await views(db)
    .orderBy('t.created_ms', 'desc')
    .orderBy('t.id')
    .limit(listedMax)
    .execute()
  return rows.map((row) => viewOf(row, nowMs))
}

export type NewApiToken = {
  readonly name: string
  readonly role: Role
  readonly agencyId: string | null
  readonly expiresMs: EpochMs
}

/**
 * Makes a token; the secret is in the answer and nowhere else.
 * @throws Refusal API_TOKEN_NAME_TAKEN by one that still holds; those of `agencyOfRole`
 */
export async function createApiToken(
  db: Db,
  wanted: NewApiToken,
  by: Actor & { readonly newId: () => string; readonly randomBytes: RandomBytes },
): Promise<{ token: ApiTokenView; secret: string }> {
  const secret = `${apiTokenPrefix}${Buffer.from(by.randomBytes(secretBytes)).toString('base64url')}`
  return db.transaction().execute(async (trx) => {
    const { name, role, agencyId, expiresMs } = wanted
    await agencyOfRole(trx, { role, agencyId })
    const folded = foldForSearch(name)
    const standing = await views(trx)
      .where('t.revoked_ms', 'is', null)
      .where('t.expires_ms', '>', by.nowMs)
      .execute()
    if (standing.some((token) => foldForSearch(token.name) === folded)) {
      throw new Refusal('API_TOKEN_NAME_TAKEN', { name })
    }
    const id = by.newId()
    await trx
      .insertInto('api_token')
      .values({
        id,
        secret_hash: hashOf(secret),
        name,
        role,
        agency_id: agencyId,
        created_ms: by.nowMs,
        created_by: by.actor,
        expires_ms: expiresMs,
      })
      .execute()
    const token = await requireApiToken(trx, { id, nowMs: by.nowMs })
    const { actor, address, nowMs: atMs } = by
    const entry = { actor, address, atMs, action: 'create-api-token', subject: id, after: token }
    await recordAudit(trx, entry)
    return { token, secret }
  })
}

/** Revokes a token; a second time changes nothing. @throws Refusal API_TOKEN_NOT_FOUND */
export async function revokeApiToken(db: Db, id: string, by: Actor): Promise<ApiTokenView> {
  return db.transaction().execute(async (trx) => {
    const before = await requireApiToken(trx, { id, nowMs: by.nowMs })
    if (before.revokedMs !== null) return before
    await trx
      .updateTable('api_token')
      .set({ revoked_ms: by.nowMs, revoked_by: by.actor })
      .where('id', '=', id)
      .execute()
    const after = await requireApiToken(trx, { id, nowMs: by.nowMs })
    const { actor, address, nowMs: atMs } = by
    const entry = { actor, address, atMs, action: 'revoke-api-token', subject: id, before, after }
    await recordAudit(trx, entry)
    return after
  })
}

/** A token that holds, as who it acts. */
export type HeldApiToken = { readonly user: User; readonly lastUsedMs: EpochMs | null }

/** The token of this secret; null: there is none, or it holds no more. */
export async function findApiToken(
  db: Db,
  secret: string,
  nowMs: EpochMs,
): Promise<HeldApiToken | null> {
  if (!secretForm.test(secret)) return null
  const row = await views(db)
    .where('t.secret_hash', '=', hashOf(secret))
    .where('t.revoked_ms', 'is', null)
    .where('t.expires_ms', '>', nowMs)
    .executeTakeFirst()
  return row ? { user: userOfRow(row), lastUsedMs: row.lastUsedMs } : null
}

/** Writes down that a token was used, at most once a minute. */
export async function touchApiToken(
  db: Db,
  { user, lastUsedMs }: HeldApiToken,
  nowMs: EpochMs,
): Promise<void> {
  if (lastUsedMs !== null && nowMs - lastUsedMs < usedEveryMs) return
  await db.updateTable('api_token').set({ last_used_ms: nowMs }).where('id', '=', user.id).execute()
}

async function requireApiToken(
  db: Db,
  { id, nowMs }: { readonly id: string; readonly nowMs: EpochMs },
): Promise<ApiTokenView> {
  const row = await views(db).where('t.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('API_TOKEN_NOT_FOUND', { id })
  return viewOf(row, nowMs)
}

const views = (db: Db) =>
  db
    .selectFrom('api_token as t')
    .leftJoin('agency as a', 'a.id', 't.agency_id')
    .select([
      't.id',
      't.name',
      't.role',
      'a.id as agencyId',
      'a.name as agencyName',
      't.created_ms as createdMs',
      't.created_by as createdBy',
      't.expires_ms as expiresMs',
      't.last_used_ms as lastUsedMs',
      't.revoked_ms as revokedMs',
      't.revoked_by as revokedBy',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof views>['executeTakeFirstOrThrow']>>

function viewOf({ agencyId, agencyName, ...row }: Row, nowMs: EpochMs): ApiTokenView {
  const { agency } = userOfRow({ ...row, agencyId, agencyName })
  const held = row.expiresMs > nowMs ? 'holds' : 'expired'
  return { ...row, agency, state: row.revokedMs === null ? held : 'revoked' }
}

const hashOf = (secret: string) => hash('sha256', secret, 'hex')
