import type { EpochMs } from '#protocol/values.ts'
import type { Db } from '../schema.ts'
import { idOfCookie } from '../sessions.ts'
import type { RandomBytes } from '../tokens.ts'

/** So long may somebody take at the sign-in service. */
export const providerRequestMs = 10 * 60_000
const secretBytes = 32
/** Anybody can begin a sign-in; what was begun first is forgotten first. */
const requestsMax = 5_000

/** What the answer of the sign-in service has to fit. */
export type ProviderRequest = {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** A path of ours: where to go on afterwards. */
  readonly returnTo: string
}

/** Remembers that a browser was sent away; the cookie binds the answer to that browser. */
export async function rememberProviderRequest(
  db: Db,
  request: ProviderRequest,
  by: { readonly nowMs: EpochMs; readonly randomBytes: RandomBytes },
): Promise<string> {
  const cookie = Buffer.from(by.randomBytes(secretBytes)).toString('base64url')
  const { state, nonce, verifier, returnTo } = request
  await forgetSome(db, by.nowMs)
  await db
    .insertInto('provider_request')
    .values({
      id: idOfCookie(cookie),
      state,
      nonce,
      verifier,
      return_to: returnTo,
      expires_ms: by.nowMs + providerRequestMs,
    })
    .execute()
  return cookie
}

async function forgetSome(db: Db, nowMs: EpochMs): Promise<void> {
  await db.deleteFrom('provider_request').where('expires_ms', '<=', nowMs).execute()
  const oneTooMany = await db
    .selectFrom('provider_request')
    .select('expires_ms')
    .orderBy('expires_ms', 'desc')
    .offset(requestsMax - 1)
    .limit(1)
    .executeTakeFirst()
  if (!oneTooMany) return
  await db.deleteFrom('provider_request').where('expires_ms', '<=', oneTooMany.expires_ms).execute()
}

/** The request of this cookie, once; null: there is none, it was answered before, or it took too long. */
export async function takeProviderRequest(
  db: Db,
  cookie: string,
  nowMs: EpochMs,
): Promise<ProviderRequest | null> {
  const row = await db
    .deleteFrom('provider_request')
    .where('id', '=', idOfCookie(cookie))
    .returning(['state', 'nonce', 'verifier', 'return_to', 'expires_ms'])
    .executeTakeFirst()
  if (!row || row.expires_ms <= nowMs) return null
  return {
    state: row.state,
    nonce: row.nonce,
    verifier: row.verifier,
    returnTo: row.return_to,
  }
}
