import { dayMs } from '#protocol/facts/spec.ts'
import type { Store } from '#collector/deps.ts'
import { retentionKinds, type RetentionKind } from '#protocol/retention.ts'
import type { EpochMs } from '#protocol/values.ts'
import { deleteEmptyResults } from '#store/device-checks/results.ts'
import { deleteOldNeighbours } from '#store/neighbours/list-neighbours.ts'
import { forgetRequests } from '#store/repeats/requests.ts'
import {
  deleteClosedPorts,
  deleteEndedFacts,
  deleteEndedSessions,
  deleteJobRuns,
  deleteRefusedFrames,
} from '#store/retention.ts'
import { readRetentionDays, recordRetentionRun } from '#store/retention-periods.ts'
import type { Job, JobDeps } from './job.ts'

/** How each kind is deleted; for how long it is kept stands in domain/retention.ts and is decided in the console. */
const deletions: Readonly<
  Record<RetentionKind, (store: Store, before: EpochMs) => Promise<number>>
> = {
  endedFacts: deleteEndedFacts,
  closedPorts: ({ db }, before) => deleteClosedPorts(db, before),
  jobRuns: ({ db }, before) => deleteJobRuns(db, before),
  refusedFrames: ({ db }, before) => deleteRefusedFrames(db, before),
  endedSessions: ({ db }, before) => deleteEndedSessions(db, before),
  // The facts that they were taken from go with them.
  neighbours: async (store, before) =>
    (await deleteEndedFacts(store, before, 'neighbours')) +
    (await deleteOldNeighbours(store.db, before)),
  emptyDeviceChecks: ({ db }, before) => deleteEmptyResults(db, before),
}

/** Deletes each night what is older than it is kept, and writes down how much that was. */
export function retention({ store, now, log }: JobDeps): Job {
  const run = async () => {
    await forgetRequests(store.db, now())
    const days = await readRetentionDays(store.db)
    for (const kind of retentionKinds) {
      const ranMs = now()
      const removed = await deletions[kind](store, ranMs - days[kind] * dayMs)
      await recordRetentionRun(store.db, { kind, removed, ranMs, days: days[kind] })
      log.info({ kind, removed, days: days[kind] }, 'retention: deleted what is older')
    }
  }
  return { id: 'retention', schedule: '20 19 * * *', run }
}
