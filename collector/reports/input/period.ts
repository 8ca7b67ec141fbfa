import { z } from 'zod'
import { periodOf } from '#domain/periods.ts'
import type { ReportInput } from '#domain/report-input.ts'
import { Refusal } from '#protocol/refusals.ts'
import { day } from '#protocol/register.ts'
import { reportKind, type ReportKind } from '#protocol/reports.ts'
import windowsJson from '../texts/windows.json' with { type: 'json' }

const monthAndDay = z.string().regex(/^\d{2}-\d{2}$/)
const windows = z
  .strictObject({
    rows: z.array(
      z.strictObject({
        kind: reportKind,
        from: day,
        to: day.nullable(),
        source: z.string(),
        firstDayOfYearBefore: monthAndDay,
        lastDay: monthAndDay,
      }),
    ),
  })
  .parse(windowsJson).rows

const expected: Readonly<
  Record<ReportKind, { readonly example: string; readonly pattern: RegExp }>
> = {
  'agency-quarter': { example: '2026-Q4', pattern: /^\d{4}-Q[1-4]$/ },
  'province-quarter': { example: '2026-Q4', pattern: /^\d{4}-Q[1-4]$/ },
  'systems-year': { example: '2026', pattern: /^\d{4}$/ },
  scorecard: { example: '2026-Q4, 2026, 2026-12-15', pattern: /./ },
}

/**
 * The days that a report speaks of; the year of information systems has a window of its own.
 * @throws Refusal REPORT_PERIOD_INVALID
 */
export function reportPeriod(kind: ReportKind, id: string): ReportInput['period'] {
  const { example, pattern } = expected[kind]
  const refusal = new Refusal('REPORT_PERIOD_INVALID', { period: id, expected: example })
  if (!pattern.test(id)) throw refusal
  const known = periodOf(id)
  if (known === null) {
    if (!day.safeParse(id).success) throw refusal
    return { id, year: Number(id.slice(0, 4)), quarter: null, fromDay: id, untilDay: id }
  }
  const { year, quarter, fromDay, untilDay } = known
  const window = windows.find(
    (row) => row.kind === kind && row.from <= untilDay && (row.to === null || untilDay <= row.to),
  )
  return window
    ? {
        id,
        year,
        quarter,
        fromDay: `${year - 1}-${window.firstDayOfYearBefore}`,
        untilDay: `${year}-${window.lastDay}`,
      }
    : { id, year, quarter, fromDay, untilDay }
}
