import type { EpochMs } from '#protocol/values.ts'
import { dayOf, endOfDayMs } from './register.ts'

/** For how many days and weeks a backup each is kept: days on which there is one, not days that went by. */
export type Keeping = { readonly days: number; readonly weeks: number }

type Kept = { readonly name: string; readonly momentMs: EpochMs }

/** When the backup of an hour of Asia/Ho_Chi_Minh was due last: the newest such time that is not after `nowMs`. */
export function lastBackupDueMs(hour: number, nowMs: EpochMs): EpochMs {
  const beginOfDayMs = endOfDayMs(dayOf(nowMs)) + 1 - dayMs
  const dueMs = beginOfDayMs + hour * 3_600_000
  return dueMs <= nowMs ? dueMs : dueMs - dayMs
}

const dayMs = 86_400_000
/** 1/1/1970 was a Thursday; weeks begin on Monday. */
const mondayOffsetDays = 3

/**
 * Which backups are kept no longer, given those that there are. The newest of each of the last days and of each of the
 * last weeks stay, so the newest of all always does, however long none was taken.
 */
export function backupsToRemove(backups: readonly Kept[], { days, weeks }: Keeping): string[] {
  const newestFirst = backups.toSorted((left, right) => right.momentMs - left.momentMs)
  const kept = new Set([
    ...newestOfEach(newestFirst, days, ({ momentMs }) => dayOf(momentMs)),
    ...newestOfEach(newestFirst, weeks, ({ momentMs }) => weekOf(momentMs)),
  ])
  return newestFirst.slice(1).flatMap(({ name }) => (kept.has(name) ? [] : [name]))
}

function newestOfEach(
  newestFirst: readonly Kept[],
  count: number,
  spanOf: (backup: Kept) => string,
): string[] {
  const spans = new Map<string, string>()
  for (const backup of newestFirst) {
    const span = spanOf(backup)
    if (!spans.has(span)) spans.set(span, backup.name)
  }
  return [...spans.values()].slice(0, count)
}

function weekOf(momentMs: EpochMs): string {
  const days = Math.floor(Date.parse(dayOf(momentMs)) / dayMs)
  return String(Math.floor((days + mondayOffsetDays) / 7))
}
