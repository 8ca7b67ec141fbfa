/*
 * Days of documents travel as yyyy-mm-dd and have no time of day. Moments are epoch milliseconds; the province
 * lives at UTC+7 all year.
 */

const provinceOffsetMs = 7 * 3_600_000
const dayMs = 24 * 3_600_000
const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** dd/MM/yyyy of yyyy-mm-dd; what is no day is shown as it came. */
export function dayText(day: string): string {
  const match = dayPattern.exec(day)
  return match ? `${match[3]}/${match[2]}/${match[1]}` : day
}

/** The day in the province at a moment. */
export const dayAt = (atMs: number): string =>
  new Date(atMs + provinceOffsetMs).toISOString().slice(0, 10)

/** The end of a day of the province, which is what the console shows as of that day. */
export const endOfDayMs = (day: string): number =>
  Date.parse(`${day}T00:00:00Z`) - provinceOffsetMs + dayMs - 1

/** The day so many days later, or earlier. */
export const dayPlus = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** yyyy-mm-dd of a day as it is typed (d/M/yyyy, also with dots or dashes) or pasted (yyyy-mm-dd); null for no day. */
export function dayOfText(text: string): string | null {
  const typed = text.trim()
  const match = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(typed)
  const [, date = '', , month = '', year = ''] = match ?? []
  const day = match ? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` : typed
  if (!dayPattern.test(day)) return null
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.valueOf()) && at.toISOString().startsWith(day) ? day : null
}

/** True once the whole of the last day is over in the province. */
export function hasEnded(lastDay: string, nowMs: number): boolean {
  const startMs = Date.parse(`${lastDay}T00:00:00Z`)
  if (Number.isNaN(startMs)) return false
  return nowMs >= startMs - provinceOffsetMs + dayMs
}

/** `2018` or `2018–2020`. */
export function yearsText(from: string, to: string): string {
  const [first, last] = [from.slice(0, 4), to.slice(0, 4)]
  return first === last ? first : `${first}–${last}`
}
