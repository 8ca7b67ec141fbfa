import type { OpenSessionView } from '#protocol/people.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from '../audit.ts'
import type { Db } from '../schema.ts'
import { sessionIdleMs } from '../sessions.ts'

/** The sessions of somebody that hold, the one used last first. `thisId` is that of whoever asks. */
export async function listOpenSessions(
  db: Db,
  userId: string,
  { thisId, nowMs }: { readonly thisId: string; readonly nowMs: EpochMs },
): Promise<OpenSessionView[]> {
  const rows = await db
    .selectFrom('console_session')
    .select(['id', 'created_ms', 'seen_ms', 'address', 'browser'])
    .where('user_id', '=', userId)
    .where('expires_ms', '>', nowMs)
    .where('seen_ms', '>', nowMs - sessionIdleMs)
    .orderBy('seen_ms', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(({ id, created_ms, seen_ms, address, browser }) => ({
    id,
    sinceMs: created_ms,
    seenMs: seen_ms,
    isThis: id === thisId,
    address,
    browser: browser ?? 'other',
  }))
}

/**
 * Ends one session of somebody.
 * @throws Refusal SESSION_NOT_FOUND
 */
export async function endOneSession(
  db: Db,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
  by: Actor,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const ended = await trx
      .deleteFrom('console_session')
      .where('id', '=', sessionId)
      .where('user_id', '=', userId)
      .executeTakeFirst()
    if (Number(ended.numDeletedRows) === 0) throw new Refusal('SESSION_NOT_FOUND')
    await recordEnds(trx, { userId, count: 1 }, by)
  })
}

/** Ends every session of somebody but one; null ends them all. */
export async function endOtherSessions(
  db: Db,
  { userId, but }: { readonly userId: string; readonly but: string | null },
  by: Actor,
): Promise<void> {
  await db.transaction().execute((trx) => endSessionsOf(trx, { userId, but }, by))
}

type Ended = {
  readonly userId: string
  /** A session that goes on. */
  readonly but: string | null
  /** A sign-in that goes on. */
  readonly keepSteps?: string | null
}

/** The same inside a transaction; steps of sign-ins under way end with the sessions. */
export async function endSessionsOf(
  trx: Db,
  { userId, but, keepSteps = null }: Ended,
  by: Actor,
): Promise<void> {
  await trx
    .deleteFrom('sign_in_step')
    .where('user_id', '=', userId)
    .$if(keepSteps !== null, (query) => query.where('id', '<>', keepSteps ?? ''))
    .execute()
  const ended = await trx
    .deleteFrom('console_session')
    .where('user_id', '=', userId)
    .$if(but !== null, (query) => query.where('id', '<>', but ?? ''))
    .executeTakeFirst()
  const count = Number(ended.numDeletedRows)
  if (count > 0) await recordEnds(trx, { userId, count }, by)
}

async function recordEnds(
  trx: Db,
  { userId, count }: { readonly userId: string; readonly count: number },
  { actor, address, nowMs: atMs }: Actor,
): Promise<void> {
  const entry = { actor, address, atMs, action: 'end-sessions', subject: userId }
  await recordAudit(trx, { ...entry, before: { sessions: count } })
}
