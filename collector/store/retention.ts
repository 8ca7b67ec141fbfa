import { sql } from 'kysely'
import { setImmediate } from 'node:timers/promises'
import type { ProbeId } from '#protocol/facts/registry.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Store } from '#collector/deps.ts'
import { removeFacts } from './fact-bundles.ts'
import type { Db } from './schema.ts'

/** So that reports wait for a moment and not for the whole. */
const rowsPerStatement = 1000

/**
 * Deletes facts that were ended by one received before, of one probe or of all (null); returns how many. The newest of a probe stays however
 * old. Goes by id, which grows with the time of receipt, and lets others in between.
 */
export async function deleteEndedFacts(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  beforeMs: EpochMs,
  probe: ProbeId | null = null,
): Promise<number> {
  let deleted = 0
  let after = 0
  for (;;) {
    const page = await db
      .selectFrom('fact_bundle')
      .select(['id', 'received_ms'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(rowsPerStatement)
      .execute()
    const last = page.at(-1)
    if (last === undefined) return deleted
    const endings = await db
      .selectFrom('fact')
      .select(['follows', 'probe'])
      .where('id', '>', after)
      .where('id', '<=', last.id)
      .where('received_ms', '<', beforeMs)
      .where('follows', 'is not', null)
      .$if(probe !== null, (query) => query.where('probe', '=', probe ?? 'os'))
      .execute()
    const ended = endings.flatMap(({ follows: id, probe }) => (id === null ? [] : [{ id, probe }]))
    deleted += await db.transaction().execute((trx) => removeFacts(trx, engine, ended))
    if (last.received_ms >= beforeMs) return deleted
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

/** Deletes ports that ceased to listen before; one that began again stands as it is. */
export async function deleteClosedPorts(db: Db, beforeMs: EpochMs): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('port_change')
    .where('closed_ms', '<', beforeMs)
    .executeTakeFirst()
  return Number(numDeletedRows)
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
