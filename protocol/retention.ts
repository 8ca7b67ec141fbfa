import { z } from 'zod'
import { expectedRevision } from './revision.ts'
import { epochMs } from './values.ts'

const count = z.int().min(0)
const days = z.int().min(1).max(10_000)

/** What is deleted when it is old. */
export const retentionKinds = [
  'endedFacts',
  'closedPorts',
  'jobRuns',
  'refusedFrames',
  'endedSessions',
  'neighbours',
  'emptyDeviceChecks',
] as const
export const retentionKind = z.enum(retentionKinds)
export type RetentionKind = z.infer<typeof retentionKind>

/** What is kept for good: a past quarter has to be provable. */
export const keptForGood = [
  'verdicts',
  'silences',
  'register',
  'snapshots',
  'device-checks',
  'audit',
  'uptime',
] as const

/** For how long something is kept, who decided that, and what the nightly job took away last. */
export const retentionView = z.object({
  kind: retentionKind,
  revision: expectedRevision,
  days,
  daysDefault: days,
  daysMin: days,
  daysMax: days,
  /** Null: as the product has it. */
  decided: z.object({ author: z.string(), atMs: epochMs }).nullable(),
  /** When it was last looked at; null: never. */
  ranMs: epochMs.nullable(),
  removed: count,
  /** When something was removed last; null: never. */
  removedMs: epochMs.nullable(),
  removedTotal: count,
})
export type RetentionView = z.infer<typeof retentionView>
