import { dayMs } from '#protocol/facts/spec.ts'
import type { EpochMs } from '#protocol/values.ts'

const monthsMax = 12 * 120
const tuesday = 2

/**
 * When the updates of one month's Patch Tuesday can be had everywhere: the beginning of the UTC day after the second
 * Tuesday. Months count from 0 and may run past 11.
 * Source: Microsoft publishes at 10:00 Pacific time on the second Tuesday, which is 17:00 or 18:00 UTC.
 */
export function patchTuesdayMs(year: number, month: number): EpochMs {
  const weekday = new Date(Date.UTC(year, month, 1)).getUTCDay()
  const firstTuesday = 1 + ((tuesday - weekday + 7) % 7)
  return Date.UTC(year, month, firstTuesday + 7) + dayMs
}

/**
 * How many Patch Tuesdays lie after the last cumulative update and are older than the grace, and when it will be one
 * more. Cumulative: the newest update brings all that came before.
 */
export function missedPatchTuesdays(
  installedAtMs: EpochMs,
  { nowMs, graceMs }: { nowMs: EpochMs; graceMs: number },
): { count: number; nextAtMs: EpochMs } {
  const installed = new Date(installedAtMs)
  let count = 0
  for (let month = 0; month < monthsMax; month += 1) {
    const releasedMs = patchTuesdayMs(installed.getUTCFullYear(), installed.getUTCMonth() + month)
    if (releasedMs <= installedAtMs) continue
    if (releasedMs + graceMs > nowMs) return { count, nextAtMs: releasedMs + graceMs }
    count += 1
  }
  throw new RangeError(`an update of ${installedAtMs} is further from ${nowMs} than dates reach`)
}
