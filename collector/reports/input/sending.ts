import { dueOf } from '#domain/calendar.ts'
import { dayOf } from '#domain/register.ts'
import type { ReportAgency } from '#domain/report-input.ts'
import type { SenderRow } from '#protocol/obligations.ts'
import type { EpochMs } from '#protocol/values.ts'
import { readCalendar, readSenders } from '#store/obligations/standing.ts'
import type { Db } from '#store/schema.ts'

type Asked = {
  readonly provinceId: string
  readonly period: string
  readonly nowMs: EpochMs
}

/** Which agency has sent its quarter, by agency; an agency that owes none is absent. */
export async function readSending(
  db: Db,
  { provinceId, period, nowMs }: Asked,
): Promise<ReadonlyMap<string, ReportAgency['sending']>> {
  const calendar = await readCalendar(db, provinceId)
  for (const obligation of calendar.obligations) {
    if (obligation.report !== 'agency-quarter') continue
    const occurrence = dueOf(obligation, period, calendar)
    if (!occurrence) continue
    const rows = await readSenders(db, { obligation, occurrence, nowMs })
    return new Map(rows.map((row) => [row.agencyId, sendingOf(row, occurrence.lastDay)]))
  }
  return new Map()
}

const states = {
  'on-time': 'on-time',
  late: 'late',
  overdue: 'not-sent',
  'not-due': 'not-due',
} as const satisfies Record<SenderRow['sending'], ReportAgency['sending']['state']>

const sendingOf = ({ sending, sentMs }: SenderRow, dueOn: string): ReportAgency['sending'] => ({
  state: states[sending],
  dueOn,
  sentOn: sentMs === null ? null : dayOf(sentMs),
})
