import { productCalendar, undatedOn, type Calendar, type DayRange } from '#domain/calendar.ts'
import { addDays } from '#domain/holidays.ts'
import { dayOf } from '#domain/register.ts'
import { countSendings, isForOthers, mayTakeStep, stepsAfter } from '#domain/report-flow.ts'
import type { Obligation, SenderRow } from '#protocol/obligations.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Day } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { adoptObligation, listAdoptions, withdrawAdoption } from '#store/obligations/adoptions.ts'
import { eventsOf, recordReportStep, requireOccurrence } from '#store/obligations/report-events.ts'
import { readCalendar, readOccurrences, readSenders } from '#store/obligations/standing.ts'
import { isWithin, type Scope } from '#store/population.ts'
import { requireReportWithin } from '#store/reports/archive.ts'
import { reportArchive } from '#store/reports/follow.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { requireBasis } from './written-for-others.ts'

const daysShown = { before: 92, after: 183 } as const
/** Ten years of quarters and years are a long page already. */
const rangeDaysMax = 3_653

type Names =
  | 'obligations'
  | 'obligationSenders'
  | 'reportEvents'
  | 'recordReportStep'
  | 'adoptObligation'
  | 'withdrawAdoption'

/** The calendar of obligations and the flow of agencies' reports. */
export function obligationHandlers({ store, now, provinceId }: ApiDeps): Pick<Handlers, Names> {
  const calendarNow = () => readCalendar(store.reader, provinceId)

  /** @throws Refusal REPORT_SENDER_UNKNOWN also for an agency outside the scope */
  async function rowOf({ params, scope }: ReportCall, nowMs: EpochMs) {
    const key = { obligationId: params.id, period: params.period, agencyId: params.agency }
    const { obligation, occurrence } = requireOccurrence(await calendarNow(), key)
    const rows = await readSenders(store.reader, { obligation, occurrence, nowMs })
    const row = rows.find(({ agencyId }) => agencyId === params.agency)
    if (!row || !isWithin(scope, row.agencyId))
      throw new Refusal('REPORT_SENDER_UNKNOWN', { id: params.agency })
    return { key, obligation, row }
  }

  return {
    async obligations({ query, scope }) {
      const nowMs = now()
      const today = dayOf(nowMs)
      const range = rangeOf(query, today)
      const calendar = await calendarNow()
      const standing = await readOccurrences(store.reader, calendar, { range, nowMs })
      return {
        today,
        from: range.fromDay,
        until: range.untilDay,
        occurrences: standing.map(({ obligation, occurrence, rows }) => ({
          ...occurrence,
          obligation,
          counts: countSendings(rowsWithin(scope, rows)),
        })),
        undated: undatedOn(today, calendar),
        adoptable: adoptableBy(calendar),
        adoptions: await listAdoptions(store.reader),
        holidaysUnknownFrom: calendar.holidays.firstUnknownYear,
      }
    },

    async obligationSenders({ params, query, scope }) {
      const key = { obligationId: params.id, period: params.period }
      const due = requireOccurrence(await calendarNow(), key)
      const rows = rowsWithin(scope, await readSenders(store.reader, { ...due, nowMs: now() }))
      const { sending } = query
      const shown = rows.filter((row) => sending === undefined || row.sending === sending)
      return { ...due, counts: countSendings(rows), rows: shown }
    },

    async reportEvents({ params, user, scope }) {
      const { key, row } = await rowOf({ params, scope }, now())
      const events = (await eventsOf(store.reader, key)).get(params.agency) ?? []
      const next = stepsAfter(row.stand).filter((step) => mayTakeStep(user.role, step))
      return { row, events: [...events], next }
    },

    async recordReportStep({ params, body: wanted, by, user, scope }) {
      const { key, obligation } = await rowOf({ params, scope }, by.nowMs)
      if (!mayTakeStep(user.role, wanted.step)) throw new Refusal('NOT_ALLOWED')
      requireBasis(isForOthers(user.role, wanted.step), wanted.basis)
      const { reportId } = wanted
      if (reportId !== null) await requireReportWithin(store.db, { id: reportId, scope })
      return recordReportStep(store.db, { key, obligation, wanted, archive: reportArchive }, by)
    },

    adoptObligation: ({ body: wanted, by }) =>
      adoptObligation(store.db, { wanted, provinceId }, by),

    withdrawAdoption: ({ params: { id }, by }) => withdrawAdoption(store.db, id, by),
  }
}

type ReportCall = {
  readonly params: { readonly id: string; readonly period: string; readonly agency: string }
  readonly scope: Scope
}

const rowsWithin = (scope: Scope, rows: readonly SenderRow[]) =>
  rows.filter(({ agencyId }) => isWithin(scope, agencyId))

/** @throws Refusal OBLIGATION_RANGE_TOO_LONG */
function rangeOf(query: { from?: Day | undefined; until?: Day | undefined }, today: Day): DayRange {
  const fromDay = query.from ?? addDays(query.until ?? today, -daysShown.before)
  const untilDay = query.until ?? addDays(query.from ?? today, daysShown.after)
  if (addDays(fromDay, rangeDaysMax) < untilDay) {
    throw new Refusal('OBLIGATION_RANGE_TOO_LONG', { days: rangeDaysMax })
  }
  return { fromDay, untilDay }
}

/** What repeats and binds another province only. */
function adoptableBy(calendar: Calendar): Obligation[] {
  const bound = new Set(calendar.obligations.map(({ id }) => id))
  return productCalendar.obligations.filter(({ id, due }) => !bound.has(id) && due.kind === 'each')
}
