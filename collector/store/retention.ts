import { sql } from 'kysely'
import { setImmediate } from 'node:timers/promises'
import type { EpochMs } from '#protocol/values.ts'
import type { Db } from './schema.ts'

/** So that reports wait for a moment and not for the whole. */
const rowsPerStatement = 1000

/**
 * Deletes facts whose interval ended before and was superseded before; returns how many. The open ones stay
 * however old. Goes by id, which grows with the time of receipt, and lets others in between.
 */
export async function deleteClosedFacts(db: Db, beforeMs: EpochMs): Promise<number> {
  let deleted = 0
  let after = 0
  for (;;) {
    const page = await db
      .selectFrom('fact')
      .select(['id', 'received_ms', 'until_ms', 'superseded_ms'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(rowsPerStatement)
      .execute()
    const old = page.filter(({ until_ms, superseded_ms }) =>
      [until_ms, superseded_ms].every((endMs) => endMs !== null && endMs < beforeMs),
    )
    if (old.length > 0) {
      const ids = old.map(({ id }) => id)
      await db.deleteFrom('fact').where('id', 'in', ids).execute()
    }
    deleted += old.length
    const last = page.at(-1)
    if (last === undefined || last.received_ms >= beforeMs) return deleted
    after = last.id
    await setImmediate()
  }
}

/** Deletes records of runs that were due before, but the newest of each job: it says what was missed. */
export async function deleteJobRuns(db: Db, beforeMs: EpochMs): Promise<number> {
  const newest = sql`select max(n.due_ms) from job_run n where n.job = job_run.job`
  const { numAffectedRows } = await sql`
    delete from job_run where due_ms < ${beforeMs} and due_ms < (${newest})`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Deletes what was kept of frames that were refused before; there are few of each host. */
export async function deleteRefusedFrames(db: Db, beforeMs: EpochMs): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('refused_frame')
    .where('received_ms', '<', beforeMs)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Deletes console sessions that ended before. */
export async function deleteEndedSessions(db: Db, beforeMs: EpochMs): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('console_session')
    .where('expires_ms', '<', beforeMs)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
