import type { Clock, Events, Log, Store } from '#collector/deps.ts'
import type { JudgeContext } from '#domain/context.ts'
import type { EpochMs } from '#protocol/values.ts'

/** Work that is due at certain times and done once for each, whichever collector comes first. */
export type Job = {
  readonly id: string
  /** Cron expression in UTC: minute, hour, day of month, month, day of week. */
  readonly schedule: string
  run(dueMs: EpochMs): Promise<void>
}

/** What jobs work with. */
export type JobDeps = {
  readonly store: Store
  readonly now: Clock
  readonly context: () => JudgeContext
  /** After what hosts are judged by has changed. */
  readonly reloadContext: () => Promise<void>
  readonly events: Events
  readonly log: Log
}
