import { randomUUID } from 'node:crypto'
import type { Store } from '#collector/deps.ts'
import type { Job, JobDeps } from '#collector/jobs/job.ts'
import type { BackupSchedule } from '#collector/jobs/backup.ts'
import type { SnapshotJobDeps } from '#collector/jobs/snapshots.ts'
import { productContext } from '#domain/context.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { LiveEvent } from '#protocol/views.ts'
import { quietLog } from '#tests/support/databases.ts'

/** What jobs work with, at a clock that the test moves. */
export type TestJobs = Omit<SnapshotJobDeps, 'context'> & {
  readonly directory: null
  readonly backups: BackupSchedule
  nowMs: EpochMs
  current: JobDeps['context'] extends () => infer Context ? Context : never
  readonly context: JobDeps['context']
  readonly published: LiveEvent[]
}

export function jobsAt(store: Store, nowMs: EpochMs): TestJobs {
  const published: LiveEvent[] = []
  const jobs: TestJobs = {
    store,
    nowMs,
    current: productContext,
    now: () => jobs.nowMs,
    context: () => jobs.current,
    events: { publish: (event) => void published.push(event), subscribe: () => () => undefined },
    log: quietLog,
    reloadContext: () => Promise.resolve(),
    provinceId: 'quang-ngai',
    newId: randomUUID,
    directory: null,
    backups: { hour: 1, take: () => Promise.resolve() },
    published,
  }
  return jobs
}

/** Runs a job now, as the scheduler would. */
export async function run(make: (deps: SnapshotJobDeps) => Job, jobs: TestJobs): Promise<void> {
  await make(jobs).run(jobs.nowMs)
}

/** A collector was up between these times. */
export async function wasUp(store: Store, fromMs: EpochMs, untilMs: EpochMs): Promise<void> {
  await store.db.insertInto('uptime').values({ from_ms: fromMs, until_ms: untilMs }).execute()
}
