import { z } from 'zod'
import obligationsJson from '#collector/plans/obligations.json' with { type: 'json' }
import { obligation, type Obligation, type Occurrence } from '#protocol/obligations.ts'
import type { Day } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { addDays, dayIn, productHolidays, type Holidays } from './holidays.ts'
import { dayOf, endOfDayMs } from './register.ts'

const obligationsFile = z.strictObject({
  timeZone: z.literal('Asia/Ho_Chi_Minh'),
  rows: z.array(obligation),
})

/** Every duty that the documents name. */
export const productObligations: readonly Obligation[] = obligationsFile.parse(obligationsJson).rows

/** What a calendar is made from. */
export type Calendar = {
  readonly obligations: readonly Obligation[]
  readonly holidays: Holidays
}
export const productCalendar: Calendar = {
  obligations: productObligations,
  holidays: productHolidays,
}

export type DayRange = { readonly fromDay: Day; readonly untilDay: Day }

/** A range that is asked about spans at most so many years. */
const yearsMax = 30

/** What falls due within these days, by the last day on time; the first due first. */
export function obligationsIn(range: DayRange, calendar: Calendar): readonly Occurrence[] {
  return calendar.obligations
    .flatMap((one) => periodsOf(one, range).flatMap((period) => dueOf(one, period, calendar) ?? []))
    .filter(({ lastDay }) => range.fromDay <= lastDay && lastDay <= range.untilDay)
    .toSorted((left, right) => compare(keyOf(left), keyOf(right)))
}

/** Duties without a day that hold on one. */
export function undatedOn(day: Day, calendar: Pick<Calendar, 'obligations'>): Obligation[] {
  return calendar.obligations.filter((one) => one.due.kind === 'none' && isValidOn(one, day))
}

/**
 * When an obligation is due for a period: `2026-Q4`, `2026`, or its own day.
 * Null: it has no such period, or does not hold when it would be due.
 */
export function dueOf(
  one: Obligation,
  period: string,
  { holidays }: Pick<Calendar, 'holidays'>,
): Occurrence | null {
  const namedDay = namedDayOf(one, period)
  if (namedDay === null || one.due.kind === 'none') return null
  const isExclusive = one.due.exclusive
  const lastDay = isExclusive ? addDays(namedDay, -1) : namedDay
  if (!isValidOn(one, lastDay)) return null
  return {
    obligationId: one.id,
    period,
    namedDay,
    isExclusive,
    lastDay,
    reminderDay: holidays.lastWorkingDay(lastDay),
    reminderBasis: holidays.basisOf(lastDay),
    dataWindow: windowOf(one, Number(period.slice(0, 4))),
  }
}

/** True when something sent at a moment was on time: the whole last day counts, in Asia/Ho_Chi_Minh. */
export function isOnTime({ lastDay }: Pick<Occurrence, 'lastDay'>, sentMs: EpochMs): boolean {
  return sentMs <= endOfDayMs(lastDay)
}

/** Whole days from the last day on time to the day of a moment; 0: it is on time. */
export function daysLate({ lastDay }: Pick<Occurrence, 'lastDay'>, atMs: EpochMs): number {
  const late = (Date.parse(dayOf(atMs)) - Date.parse(lastDay)) / 86_400_000
  return Math.max(0, late)
}

/** The obligations that bind a province: its own, the country's, and those that it took on. */
export function bindingOn(
  calendar: Calendar,
  province: {
    readonly id: string
    readonly adopted: readonly {
      readonly obligationId: string
      readonly fromDay: Day
      readonly untilDay: Day | null
    }[]
  },
): Calendar {
  const obligations = calendar.obligations.flatMap((one): Obligation[] => {
    if (one.provinceIds === null || one.provinceIds.includes(province.id)) return [one]
    const adopted = province.adopted.find(({ obligationId }) => obligationId === one.id)
    if (adopted === undefined) return []
    const { fromDay, untilDay } = adopted
    const validFrom = fromDay > one.validFrom ? fromDay : one.validFrom
    return [{ ...one, validFrom, validUntil: untilDay ?? one.validUntil }]
  })
  return { ...calendar, obligations }
}

function isValidOn({ validFrom, validUntil }: Obligation, day: Day): boolean {
  return validFrom <= day && (validUntil === null || day <= validUntil)
}

const keyOf = ({ lastDay, obligationId }: Occurrence) => `${lastDay} ${obligationId}`
const compare = (left: string, right: string) => (left < right ? -1 : 1)

/** The periods whose day may lie in a range: a year more on either side costs nothing. */
function periodsOf({ due }: Obligation, { fromDay, untilDay }: DayRange): string[] {
  if (due.kind === 'none') return []
  if (due.kind === 'once') return [due.day]
  const first = Number(fromDay.slice(0, 4)) - 1
  const last = Math.min(Number(untilDay.slice(0, 4)) + 1, first + yearsMax)
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  if (due.every === 'year') return years.map(String)
  return years.flatMap((year) => [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`))
}

function namedDayOf({ due }: Obligation, period: string): Day | null {
  if (due.kind === 'none') return null
  if (due.kind === 'once') return period === due.day ? due.day : null
  const [, yearText, quarterText] = /^(\d{4})(?:-Q([1-4]))?$/.exec(period) ?? []
  if (yearText === undefined) return null
  if ((due.every === 'quarter') !== (quarterText !== undefined)) return null
  const before = quarterText === undefined ? 0 : (Number(quarterText) - 1) * 3
  return dayIn(Number(yearText), before + due.month, due.day)
}

function windowOf({ dataWindow }: Obligation, year: number): Occurrence['dataWindow'] {
  if (dataWindow === null) return null
  const { fromMonth, fromDay, fromYearBefore, untilMonth, untilDay } = dataWindow
  return {
    fromDay: dayIn(fromYearBefore ? year - 1 : year, fromMonth, fromDay),
    untilDay: dayIn(year, untilMonth, untilDay),
  }
}
