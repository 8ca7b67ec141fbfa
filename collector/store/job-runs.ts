import type { EpochMs } from '#protocol/values.ts'
import type { Db } from './schema.ts'

const errorCharactersMax = 500

/** One run of a job, by the time at which it was due. */
export type JobRun = { readonly job: string; readonly dueMs: EpochMs }

/** Takes a run for this collector; false: another one has it, or had it. */
export async function claimRun(
  db: Db,
  { job, dueMs, startedMs }: JobRun & { startedMs: EpochMs },
): Promise<boolean> {
  const claimed = await db
    .insertInto('job_run')
    .values({ job, due_ms: dueMs, started_ms: startedMs, finished_ms: null, error: null })
    .onConflict((conflict) => conflict.columns(['job', 'due_ms']).doNothing())
    .returning('due_ms')
    .executeTakeFirst()
  return claimed !== undefined
}

/** Records the end of a run; `error` null: it did what it should. */
export async function finishRun(
  db: Db,
  { job, dueMs, finishedMs, error }: JobRun & { finishedMs: EpochMs; error: string | null },
): Promise<void> {
  await db
    .updateTable('job_run')
    .set({ finished_ms: finishedMs, error: error?.slice(0, errorCharactersMax) ?? null })
    .where('job', '=', job)
    .where('due_ms', '=', dueMs)
    .execute()
}

/** How a job has fared: its newest run, and when it last did well and failed since a moment. */
export type JobRecord = {
  readonly last: {
    readonly dueMs: EpochMs
    readonly startedMs: EpochMs
    readonly finishedMs: EpochMs | null
    readonly error: string | null
  } | null
  readonly succeededMs: EpochMs | null
  readonly failedMs: EpochMs | null
}

/** Reads how one job has fared since a moment, by the key of the table alone. */
export async function readJobRecord(
  reader: Db,
  { job, sinceMs }: { job: string; sinceMs: EpochMs },
): Promise<JobRecord> {
  const last = await reader
    .selectFrom('job_run')
    .select(['due_ms as dueMs', 'started_ms as startedMs'])
    .select(['finished_ms as finishedMs', 'error'])
    .where('job', '=', job)
    .orderBy('due_ms', 'desc')
    .limit(1)
    .executeTakeFirst()
  const ended = await reader
    .selectFrom('job_run')
    .select((of) => [
      of.fn.max(of.case().when('error', 'is', null).then(of.ref('finished_ms')).end()).as('well'),
      of.fn
        .max(of.case().when('error', 'is not', null).then(of.ref('finished_ms')).end())
        .as('ill'),
    ])
    .where('job', '=', job)
    .where('due_ms', '>=', sinceMs)
    .executeTakeFirst()
  return { last: last ?? null, succeededMs: ended?.well ?? null, failedMs: ended?.ill ?? null }
}
