import { hash } from 'node:crypto'
import type { BrowserFamily } from '#protocol/people.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from './audit.ts'
import type { Db } from './schema.ts'
import type { RandomBytes } from './tokens.ts'
import { userOfRow, type User } from './users.ts'

/** A session that is not used for so long is over. */
export const sessionIdleMs = 2 * 3_600_000
/** A session is over after so long, however much it is used. */
export const sessionLifetimeMs = 12 * 3_600_000
/** Use is written down at most this often: reading a page is not a write. */
const seenEveryMs = 60_000
const secretBytes = 32
/** Whoever signs in more often than this loses the oldest session. */
const sessionsPerUserMax = 20

/** A session that holds, and whose it is. */
export type Session = {
  /** SHA-256 of the cookie: what the database holds instead of it. */
  readonly id: string
  readonly user: User
  readonly csrf: string
}

/**
 * Opens a session and ends the one that was held before it; `cookie` is in the answer and nowhere else.
 * @throws Refusal ACCOUNT_DISABLED
 */
export async function openSession(
  db: Db,
  user: User,
  by: Actor & {
    readonly randomBytes: RandomBytes
    readonly replaces: string | null
    readonly browser: BrowserFamily
  },
): Promise<{ cookie: string; session: Session }> {
  const cookie = base64url(by.randomBytes(secretBytes))
  const session = { id: idOfCookie(cookie), user, csrf: base64url(by.randomBytes(secretBytes)) }
  await db.transaction().execute(async (trx) => {
    if (by.replaces !== null) {
      await trx.deleteFrom('console_session').where('id', '=', idOfCookie(by.replaces)).execute()
    }
    await noteSignIn(trx, user.id, by.nowMs)
    await endOldest(trx, user.id)
    await trx
      .insertInto('console_session')
      .values({
        id: session.id,
        user_id: user.id,
        csrf: session.csrf,
        created_ms: by.nowMs,
        seen_ms: by.nowMs,
        expires_ms: by.nowMs + sessionLifetimeMs,
        address: by.address,
        browser: by.browser,
      })
      .execute()
    await record(trx, 'sign-in', { user, by })
  })
  return { cookie, session }
}

/** Writes to the account first, so that whoever disables it at this moment comes before or after, never between. */
async function noteSignIn(trx: Db, userId: string, nowMs: EpochMs): Promise<void> {
  const noted = await trx
    .updateTable('console_user')
    .set({ last_sign_in_ms: nowMs })
    .where('id', '=', userId)
    .where('disabled_ms', 'is', null)
    .executeTakeFirst()
  if (Number(noted.numUpdatedRows) === 0) throw new Refusal('ACCOUNT_DISABLED')
}

async function endOldest(trx: Db, userId: string): Promise<void> {
  const kept = await trx
    .selectFrom('console_session')
    .select('id')
    .where('user_id', '=', userId)
    .orderBy('created_ms', 'desc')
    .orderBy('id')
    .offset(sessionsPerUserMax - 1)
    .limit(100)
    .execute()
  if (kept.length === 0) return
  const ids = kept.map(({ id }) => id)
  await trx.deleteFrom('console_session').where('id', 'in', ids).execute()
}

/** The session of this cookie; null: there is none, or it is over. Looking does not prolong it. */
export async function findSession(
  db: Db,
  cookie: string,
  nowMs: EpochMs,
): Promise<(Session & { readonly seenMs: EpochMs }) | null> {
  const row = await db
    .selectFrom('console_session as s')
    .innerJoin('console_user as u', 'u.id', 's.user_id')
    .leftJoin('agency as a', 'a.id', 'u.agency_id')
    .select(['s.id as sessionId', 's.csrf', 's.seen_ms', 'u.id', 'u.name', 'u.role'])
    .select(['a.id as agencyId', 'a.name as agencyName'])
    .where('s.id', '=', idOfCookie(cookie))
    .where('s.expires_ms', '>', nowMs)
    .where('s.seen_ms', '>', nowMs - sessionIdleMs)
    .where('u.disabled_ms', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  return { id: row.sessionId, csrf: row.csrf, user: userOfRow(row), seenMs: row.seen_ms }
}

/** Writes down that a session was used, at most once a minute. */
export async function touchSession(
  db: Db,
  session: { readonly id: string; readonly seenMs: EpochMs },
  nowMs: EpochMs,
): Promise<void> {
  if (nowMs - session.seenMs < seenEveryMs) return
  await db
    .updateTable('console_session')
    .set({ seen_ms: nowMs })
    .where('id', '=', session.id)
    .where('seen_ms', '<', nowMs)
    .execute()
}

/** Ends one session. */
export async function endSession(db: Db, session: Session, by: Actor): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('console_session').where('id', '=', session.id).execute()
    await record(trx, 'sign-out', { user: session.user, by })
  })
}

type Action = 'sign-in' | 'sign-out'

async function record(trx: Db, action: Action, { user, by }: { user: User; by: Actor }) {
  const { actor, address, nowMs: atMs } = by
  await recordAudit(trx, { actor, address, atMs, action, subject: user.id })
}

/** What the database holds instead of a cookie. */
export const idOfCookie = (cookie: string) => hash('sha256', cookie, 'hex')
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
