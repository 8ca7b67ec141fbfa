import { z } from 'zod'
import holidaysJson from '#collector/plans/holidays.json' with { type: 'json' }
import type { ReminderBasis } from '#protocol/obligations.ts'
import { day, type Day } from '#protocol/register.ts'
import { bilingual } from '#protocol/views.ts'

const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const

/** Days off, as data: what the law fixes, what a year's notice names, and what is worked instead. */
export const holidaysFile = z.strictObject({
  timeZone: z.literal('Asia/Ho_Chi_Minh'),
  weekend: z.strictObject({ days: z.array(z.enum(weekdays)), source: z.string() }),
  /** From this day on, a fixed holiday at a weekend is taken on the next working day. */
  inLieu: z.strictObject({ from: day, source: z.string() }),
  fixed: z.array(
    z.strictObject({
      monthDay: z.string().regex(/^\d{2}-\d{2}$/),
      name: bilingual.strict(),
      from: day,
      source: z.string(),
    }),
  ),
  dated: z.array(
    z.strictObject({
      fromDay: day,
      untilDay: day,
      name: bilingual.strict(),
      source: z.string(),
    }),
  ),
  /** Years of which the holidays by the moon stand in `dated`. */
  lunarYearsKnown: z.array(z.int()),
  /** Years of which they stand there as the calendar has them, before any notice. */
  lunarYearsComputed: z.array(z.int()),
  /** Weekend days that are worked, in exchange for others. */
  workedInstead: z.array(z.strictObject({ day, source: z.string() })),
})
export type HolidaysFile = z.infer<typeof holidaysFile>

export type Holidays = {
  isWorkingDay(day: Day): boolean
  /** The day itself, or the nearest working day before it. */
  lastWorkingDay(day: Day): Day
  /** From what the holidays by the moon of that year are known; where they are not, a working day may be none. */
  basisOf(day: Day): ReminderBasis
  /** The first year of which they are not known at all. */
  readonly firstUnknownYear: number
}

/** No row of holidays is longer than this. */
const daysOffMax = 30

function holidaysOf(file: HolidaysFile): Holidays {
  const weekend = new Set<string>(file.weekend.days)
  const worked = new Set(file.workedInstead.map((one) => one.day))
  const isWeekend = (one: Day) => weekend.has(weekdayOf(one)) && !worked.has(one)
  const isFixed = (one: Day) =>
    file.fixed.some(({ monthDay, from }) => one.slice(5) === monthDay && one >= from)
  const isOff = (one: Day) =>
    isWeekend(one) ||
    isFixed(one) ||
    file.dated.some(({ fromDay, untilDay }) => fromDay <= one && one <= untilDay)

  /** A plain day is taken in lieu when a fixed holiday before it fell on a weekend; two of them take two days. */
  function isInLieu(one: Day): boolean {
    if (one < file.inLieu.from || isOff(one)) return false
    const yesterday = addDays(one, -1)
    return owedBefore(one) > 0 || (!isOff(yesterday) && owedBefore(yesterday) > 1)
  }

  /** Fixed holidays that fell on weekend days within the days off just before a day. */
  function owedBefore(one: Day): number {
    let [owed, before] = [0, addDays(one, -1)]
    for (let count = 0; count < daysOffMax && isOff(before); count += 1) {
      if (isFixed(before) && isWeekend(before)) owed += 1
      before = addDays(before, -1)
    }
    return owed
  }

  const isWorkingDay = (one: Day) => !isOff(one) && !isInLieu(one)
  return {
    isWorkingDay,
    lastWorkingDay(one) {
      let found = one
      for (let count = 0; count < daysOffMax && !isWorkingDay(found); count += 1) {
        found = addDays(found, -1)
      }
      return found
    },
    basisOf(one) {
      const year = Number(one.slice(0, 4))
      if (file.lunarYearsKnown.includes(year)) return 'notified'
      return file.lunarYearsComputed.includes(year) ? 'computed' : 'unknown'
    },
    firstUnknownYear: Math.max(...file.lunarYearsKnown, ...file.lunarYearsComputed) + 1,
  }
}

/** The holidays that ship with the product. */
export const productHolidays: Holidays = holidaysOf(holidaysFile.parse(holidaysJson))

/** So many days later, or earlier. */
export function addDays(one: Day, days: number): Day {
  return new Date(Date.parse(`${one}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** A day of a month; beyond its end, its last one. Months beyond 12 are not asked. */
export function dayIn(year: number, month: number, dayOfMonth: number): Day {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1, Math.min(dayOfMonth, last))).toISOString().slice(0, 10)
}

function weekdayOf(one: Day): (typeof weekdays)[number] {
  return weekdays[new Date(`${one}T00:00:00Z`).getUTCDay()] ?? 'sunday'
}
