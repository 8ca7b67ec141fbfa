import {
  deleteEndedFacts,
  deleteEndedSessions,
  deleteJobRuns,
  deleteRefusedFrames,
} from '#store/retention.ts'
import type { Job, JobDeps } from './job.ts'

const dayMs = 86_400_000

/**
 * How long what is no longer current is kept. Verdicts, silences, the audit and the collector's uptime are kept
 * for good: a past quarter has to be provable. Facts of a host hold more than that proof needs.
 */
const retentionDays = {
  endedFacts: 400,
  jobRuns: 14,
  refusedFrames: 90,
  endedSessions: 7,
} as const

/** Deletes each night what is older than it is kept. */
export function retention({ store, now, log }: JobDeps): Job {
  const run = async () => {
    const before = (days: number) => now() - days * dayMs
    const deleted = {
      endedFacts: await deleteEndedFacts(store, before(retentionDays.endedFacts)),
      jobRuns: await deleteJobRuns(store.db, before(retentionDays.jobRuns)),
      refusedFrames: await deleteRefusedFrames(store.db, before(retentionDays.refusedFrames)),
      endedSessions: await deleteEndedSessions(store.db, before(retentionDays.endedSessions)),
    }
    log.info(deleted, 'retention: deleted what is older than it is kept')
  }
  return { id: 'retention', schedule: '20 19 * * *', run }
}
