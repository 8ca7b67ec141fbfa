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
