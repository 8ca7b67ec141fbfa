import { dayMs } from '#protocol/facts/spec.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Day } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { dayOf, endOfDayMs } from './register.ts'

/** No organisation of today's state is older: the government was formed on 28/8/1945. */
const firstOrganisationDay: Day = '1945-08-28'

/** Days of life of something: `untilDay` is the last one; null: it still stands. */
export type Span = { readonly fromDay: Day; readonly untilDay: Day | null }

/** The first millisecond of a day of Asia/Ho_Chi_Minh. */
export const startOfDayMs = (day: Day): EpochMs => endOfDayMs(day) - dayMs + 1

export const dayBefore = (day: Day): Day => dayOf(startOfDayMs(day) - dayMs)
export const dayAfter = (day: Day): Day => dayOf(startOfDayMs(day) + dayMs)

export function holdsOn({ fromDay, untilDay }: Span, day: Day): boolean {
  return fromDay <= day && (untilDay === null || day <= untilDay)
}

export function doOverlap(left: Span, right: Span): boolean {
  return (
    (left.untilDay === null || right.fromDay <= left.untilDay) &&
    (right.untilDay === null || left.fromDay <= right.untilDay)
  )
}

/**
 * @throws Refusal ORGANISATION_DAY_INVALID for a day before the first, or after today: what moves hosts is written
 * down from its day on, so that lists and counts of today stay right.
 */
export function checkDay(day: Day, today: Day): void {
  if (day >= firstOrganisationDay && day <= today) return
  throw new Refusal('ORGANISATION_DAY_INVALID', {
    dayAtMs: startOfDayMs(day),
    firstAtMs: startOfDayMs(firstOrganisationDay),
    todayAtMs: startOfDayMs(today),
  })
}

/** @throws Refusal ORGANISATION_DAYS_REVERSED */
export function checkSpan({ fromDay, untilDay }: Span): void {
  if (untilDay === null || fromDay <= untilDay) return
  throw new Refusal('ORGANISATION_DAYS_REVERSED', {
    fromAtMs: startOfDayMs(fromDay),
    untilAtMs: startOfDayMs(untilDay),
  })
}
