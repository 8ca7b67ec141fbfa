import type { Store } from '#collector/deps.ts'
import { lastBackupDueMs } from '#domain/backup-keeping.ts'
import { readNewestBackup } from '#store/backups/runs.ts'
import type { Job } from './job.ts'

/** When backups are taken, and what takes one. */
export type BackupSchedule = {
  /** Of Asia/Ho_Chi_Minh. */
  readonly hour: number
  /** Takes one and reads it back; throws a sentence that says why there is none. */
  take(): Promise<void>
}

/**
 * Takes a backup once a day. It is looked at every hour: one that failed, or that a stop cut off, is tried again
 * within the hour.
 */
export function backup({ reader }: Pick<Store, 'reader'>, { hour, take }: BackupSchedule): Job {
  const run = async (dueMs: number) => {
    const newest = await readNewestBackup(reader)
    const isTaken = newest !== null && newest.momentMs >= lastBackupDueMs(hour, dueMs)
    if (!isTaken) await take()
  }
  return { id: 'backup', schedule: '40 * * * *', run }
}
