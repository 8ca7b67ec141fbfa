import { hash } from 'node:crypto'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from './audit.ts'
import type { Db } from './schema.ts'
import type { RandomBytes } from './tokens.ts'
import type { User } from './users.ts'

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

/** Opens a session and ends the one that was held before it; `cookie` is in the answer and nowhere else. */
export async function openSession(
  db: Db,
  user: User,
  by: Actor & { readonly randomBytes: RandomBytes; readonly replaces: string | null },
): Promise<{ cookie: string; session: Session }> {
  const cookie = base64url(by.randomBytes(secretBytes))
  const session = { id: idOf(cookie), user, csrf: base64url(by.randomBytes(secretBytes)) }
  await db.transaction().execute(async (trx) => {
    if (by.replaces !== null) {
      await trx.deleteFrom('console_session').where('id', '=', idOf(by.replaces)).execute()
    }
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
      })
      .execute()
    await record(trx, 'sign-in', { user, by })
  })
  return { cookie, session }
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
    .select(['s.id', 's.csrf', 's.seen_ms', 'u.id as userId', 'u.name', 'u.role'])
    .where('s.id', '=', idOf(cookie))
    .where('s.expires_ms', '>', nowMs)
    .where('s.seen_ms', '>', nowMs - sessionIdleMs)
    .executeTakeFirst()
  if (!row) return null
  const user = { id: row.userId, name: row.name, role: row.role }
  return { id: row.id, csrf: row.csrf, user, seenMs: row.seen_ms }
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

const idOf = (cookie: string) => hash('sha256', cookie, 'hex')
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
