/*
 * Days of documents travel as yyyy-mm-dd and have no time of day. Moments are epoch milliseconds; the province
 * lives at UTC+7 all year.
 */

const provinceOffsetMs = 7 * 3_600_000
const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** dd/MM/yyyy of yyyy-mm-dd; what is no day is shown as it came. */
export function dayText(day: string): string {
  const match = dayPattern.exec(day)
  return match ? `${match[3]}/${match[2]}/${match[1]}` : day
}

/** True once the whole of the last day is over in the province. */
export function hasEnded(lastDay: string, nowMs: number): boolean {
  const startMs = Date.parse(`${lastDay}T00:00:00Z`)
  if (Number.isNaN(startMs)) return false
  return nowMs >= startMs - provinceOffsetMs + 24 * 3_600_000
}

/** `2018` or `2018–2020`. */
export function yearsText(from: string, to: string): string {
  const [first, last] = [from.slice(0, 4), to.slice(0, 4)]
  return first === last ? first : `${first}–${last}`
}
