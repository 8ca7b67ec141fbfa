import type { SystemHealthView, SystemTrouble, TroubleKind } from '#protocol/system.ts'
import type { EpochMs } from '#protocol/values.ts'

/** Below a tenth of the disk, or below what a busy week of a province writes. */
const freeRatioMin = 0.1
const freeBytesMin = 5 * 1024 ** 3
/** Half of what makes ingest turn reports away; the gateway slows agents down from here on. */
const queueDepthMax = 2_048
/** Own certificates are renewed 60 days before their end; one that is nearer was not. */
const endsBeforeMs = 30 * 86_400_000
/** Backups are taken daily; one that is older than this was missed and not made up for. */
const backupAgeMsMax = 36 * 3_600_000
/** A run that was due so long ago and has not come was missed. */
const lateMs = 15 * 60_000

type Health = Omit<SystemHealthView, 'troubles' | 'version' | 'startedMs' | 'connectedAgents'>

/** What is wrong with the collector, the worst first. */
export function troublesOf(health: Health): SystemTrouble[] {
  const { disk, jobs, certificates, backup, nowMs } = health
  const troubles = [
    ...(disk && isLow(disk) ? [wrong('disk-low')] : []),
    ...(health.queueDepth > queueDepthMax ? [wrong('queue-deep')] : []),
    ...jobs.filter(hasFailed).map(({ id }) => wrong('job-failed', id)),
    ...jobs.filter((job) => isLate(job, nowMs)).map(({ id }) => wrong('job-late', id)),
    ...certificates
      .filter(({ endsMs }) => endsMs - nowMs < endsBeforeMs)
      .map(({ name }) => wrong('certificate-ending', name)),
    ...(backup && nowMs - backup.momentMs > backupAgeMsMax ? [wrong('backup-old')] : []),
    ...(backup?.isThere === false ? [wrong('backup-gone')] : []),
    ...(disk ? [] : [warning('disk-unknown')]),
    ...(backup ? [] : [warning('no-backup')]),
  ]
  return troubles
}

const wrong = (kind: TroubleKind, subject: string | null = null): SystemTrouble => ({
  kind,
  weight: 'wrong',
  subject,
})
const warning = (kind: TroubleKind): SystemTrouble => ({ kind, weight: 'warning', subject: null })

const isLow = ({ freeBytes, totalBytes }: NonNullable<Health['disk']>) =>
  freeBytes < freeBytesMin || freeBytes < totalBytes * freeRatioMin

const hasFailed = ({ last }: Health['jobs'][number]) => last !== null && last.error !== null

/** It began and did not end, or its due time went by and it did not begin. */
function isLate({ last, nextMs }: Health['jobs'][number], nowMs: EpochMs): boolean {
  if (nextMs !== null && nextMs < nowMs - lateMs) return true
  return last !== null && last.finishedMs === null && last.startedMs < nowMs - lateMs
}
