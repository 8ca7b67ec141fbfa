import { z } from 'zod'
import { epochMs } from './values.ts'

/** Every job of the collector, in the order in which they are shown. */
export const jobIds = [
  'uptime',
  'silence',
  'rejudge',
  'survey',
  'retention',
  'audit-check',
  'people-check',
  'host-signs',
  'opened-ports',
  'neighbours',
  'snapshots',
  'period-snapshots',
  'backup',
  'rollout',
] as const
export type JobId = (typeof jobIds)[number]

/** What somebody who looks after the collector has to be told. */
const troubleKinds = [
  'disk-low',
  'queue-deep',
  'job-failed',
  'job-late',
  'certificate-ending',
  'backup-old',
  'backup-gone',
  'disk-unknown',
  'no-backup',
] as const
const troubleKind = z.enum(troubleKinds)
export type TroubleKind = z.infer<typeof troubleKind>

export const certificateNames = ['authority', 'next-authority', 'gateway', 'browser'] as const
const certificateName = z.enum(certificateNames)

const count = z.int().min(0)

const systemTrouble = z.object({
  kind: troubleKind,
  /** `wrong`: something does not work, or soon will not. */
  weight: z.enum(['wrong', 'warning']),
  /** The job or the certificate that it is about. */
  subject: z.string().nullable(),
})
export type SystemTrouble = z.infer<typeof systemTrouble>

const jobView = z.object({
  id: z.string(),
  /** Its newest run; null: it has not run yet. */
  last: z
    .object({
      dueMs: epochMs,
      startedMs: epochMs,
      /** Null: it runs now, or its collector ended while it ran. */
      finishedMs: epochMs.nullable(),
      /** Null: it did what it should. */
      error: z.string().nullable(),
    })
    .nullable(),
  /** Of the last seven days. */
  succeededMs: epochMs.nullable(),
  failedMs: epochMs.nullable(),
  nextMs: epochMs.nullable(),
})
export type JobView = z.infer<typeof jobView>

const backupView = z.object({
  file: z.string(),
  bytes: count,
  /** What had been acknowledged by then is in it. */
  momentMs: epochMs,
  /** When it was read back from end to end. */
  verifiedMs: epochMs,
  isSealed: z.boolean(),
  /** Whether a file of its size lies where it was put; null: the system does not say. */
  isThere: z.boolean().nullable(),
})

export const systemHealthView = z.object({
  /** The worst first; empty: nothing is wrong. */
  troubles: z.array(systemTrouble),
  version: z.string(),
  startedMs: epochMs,
  /** The clock of the collector. */
  nowMs: epochMs,
  database: z.object({ engine: z.enum(['sqlite', 'postgres']), bytes: count }),
  /** Of the data folder; null: the system does not say. */
  disk: z.object({ freeBytes: count, totalBytes: count }).nullable(),
  /** Reports that wait or are being written. */
  queueDepth: count,
  connectedAgents: count,
  liveListeners: count,
  jobs: z.array(jobView),
  certificates: z.array(z.object({ name: certificateName, endsMs: epochMs })),
  /** The newest copy that could bring all of it back; null: none was taken. */
  backup: backupView.nullable(),
})
export type SystemHealthView = z.infer<typeof systemHealthView>
