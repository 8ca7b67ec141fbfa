import { z } from 'zod'
import cutOffsJson from '#collector/catalogue/cut-offs.json' with { type: 'json' }
import { day, type Day } from '#protocol/register.ts'
import { cutOffRule, type CutOffRule } from '#protocol/snapshot-views.ts'
import type { EpochMs } from '#protocol/values.ts'
import { endOfDayMs } from './register.ts'

const cutOffsFile = z.strictObject({
  timeZone: z.literal('Asia/Ho_Chi_Minh'),
  rows: z.array(z.strictObject({ ...cutOffRule.shape, source: z.string() })),
})

/** When the figures of a period are frozen, until a province decides otherwise. */
export const productCutOffs: readonly CutOffRule[] = cutOffsFile
  .parse(cutOffsJson)
  .rows.map(({ source: _source, ...rule }) => rule)

/** A span of time that is reported on. */
export type Period = {
  /** `2026-Q4` or `2026`. */
  readonly id: string
  readonly of: CutOffRule['of']
  readonly year: number
  readonly quarter: number | null
  readonly fromDay: Day
  readonly untilDay: Day
}

const monthsOf = { quarter: 3, year: 12 } as const

/** The period of this id; null: the id names none, e.g. a single day. */
export function periodOf(id: string): Period | null {
  const [, yearText, quarterText] = /^(\d{4})(?:-Q([1-4]))?$/.exec(id) ?? []
  if (yearText === undefined) return null
  const year = Number(yearText)
  const quarter = quarterText === undefined ? null : Number(quarterText)
  const of = quarter === null ? 'year' : 'quarter'
  const lastMonth = quarter === null ? 12 : quarter * monthsOf.quarter
  const fromDay = dayIn(year, lastMonth - monthsOf[of] + 1, 1)
  return { id, of, year, quarter, fromDay, untilDay: dayIn(year, lastMonth, 31) }
}

/** The last day whose figures stand in a period: the newest rule that held when the period began. */
export function cutOffDayOf(period: Period, rules: readonly CutOffRule[]): Day | null {
  const [rule] = rules
    .filter(({ of, from }) => of === period.of && from <= period.untilDay)
    .toSorted((left, right) => (left.from < right.from ? 1 : -1))
  if (rule === undefined) return null
  const firstMonth = Number(period.fromDay.slice(5, 7))
  return dayIn(period.year, firstMonth + rule.month - 1, rule.day)
}

/** The moment of the cut-off: the end of its day in Asia/Ho_Chi_Minh. */
export function cutOffMsOf(period: Period, rules: readonly CutOffRule[]): EpochMs | null {
  const cutOffDay = cutOffDayOf(period, rules)
  return cutOffDay === null ? null : endOfDayMs(cutOffDay)
}

/** Periods whose cut-off lies after `afterMs` and not after `untilMs`, the first cut-off first. */
export function periodsCutOff(
  rules: readonly CutOffRule[],
  { afterMs, untilMs }: { afterMs: EpochMs; untilMs: EpochMs },
): readonly { period: Period; cutOffMs: EpochMs }[] {
  const firstYear = new Date(afterMs).getUTCFullYear() - 1
  const lastYear = new Date(untilMs).getUTCFullYear() + 1
  const ids: string[] = []
  for (let year = firstYear; year <= lastYear; year += 1) {
    ids.push(...[1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`), String(year))
  }
  return ids
    .flatMap((id) => {
      const period = periodOf(id)
      const cutOffMs = period && cutOffMsOf(period, rules)
      return period && cutOffMs !== null ? [{ period, cutOffMs }] : []
    })
    .filter(({ cutOffMs }) => cutOffMs > afterMs && cutOffMs <= untilMs)
    .sort((left, right) => left.cutOffMs - right.cutOffMs)
}

/** A day of a month; beyond its end, its last one. */
function dayIn(year: number, month: number, dayOfMonth: number): Day {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const wanted = new Date(Date.UTC(year, month - 1, Math.min(dayOfMonth, last)))
  return day.parse(wanted.toISOString().slice(0, 10))
}
