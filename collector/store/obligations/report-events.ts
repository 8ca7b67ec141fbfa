import type { Selectable } from 'kysely'
import { dueOf, type Calendar } from '#domain/calendar.ts'
import { faultOfStep, standOf } from '#domain/report-flow.ts'
import type { Obligation, Occurrence, ReportEvent, ReportStep } from '#protocol/obligations.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { isRefusedData } from '../engine.ts'
import type { Db, Schema } from '../schema.ts'

/** Which report of whom. */
export type ReportKey = {
  readonly obligationId: string
  readonly period: string
  readonly agencyId: string
}

/** All that happened to the reports of one occurrence, by agency, the oldest first. */
export async function eventsOf(
  db: Db,
  { obligationId, period }: Pick<ReportKey, 'obligationId' | 'period'>,
): Promise<ReadonlyMap<string, readonly ReportEvent[]>> {
  const rows = await db
    .selectFrom('report_event')
    .selectAll()
    .where('obligation_id', '=', obligationId)
    .where('period', '=', period)
    .orderBy('agency_id')
    .orderBy('sequence')
    .execute()
  const events = Map.groupBy(rows, (row) => row.agency_id)
  return new Map([...events].map(([agencyId, own]) => [agencyId, own.map(eventOf)]))
}

export type StepWanted = Pick<ReportEvent, 'step' | 'person' | 'reason' | 'basis' | 'reportId'> & {
  /** Null: now. */
  readonly happenedMs: EpochMs | null
}

/** Follows each step in the archive of reports, in the same transaction. */
export type ReportArchive = {
  /** @throws Refusal where the archived report is not the one that is asked for, or cannot go on. */
  follow(
    trx: Db,
    step: {
      readonly key: ReportKey
      readonly obligation: Obligation
      readonly step: ReportStep
      readonly reportId: string
      readonly basis: string | null
    },
    by: Actor,
  ): Promise<void>
}

type Recording = {
  readonly key: ReportKey
  readonly obligation: Obligation
  readonly wanted: StepWanted
  readonly archive: ReportArchive
}

/**
 * Writes down what happened to a report. Nothing that was written is changed.
 * @throws Refusal REPORT_STEP_NOT_NEXT, REPORT_REASON_MISSING, REPORT_REASON_UNASKED, REPORT_STEP_DAY,
 * REPORT_DRAFT_SAME, and what the archive refuses
 */
export async function recordReportStep(
  db: Db,
  { key, obligation, wanted, archive }: Recording,
  by: Actor,
): Promise<ReportEvent> {
  try {
    return await db.transaction().execute(async (trx) => {
      const events = (await eventsOf(trx, key)).get(key.agencyId) ?? []
      const happenedMs = wanted.happenedMs ?? by.nowMs
      refuseFault(events, { ...wanted, happenedMs }, by.nowMs)
      const reportId = reportIdOf(events, wanted)
      if (reportId !== null) {
        const { step, basis } = wanted
        await archive.follow(trx, { key, obligation, step, reportId, basis }, by)
      }
      const row = await trx
        .insertInto('report_event')
        .values({
          obligation_id: key.obligationId,
          period: key.period,
          agency_id: key.agencyId,
          sequence: events.length + 1,
          step: wanted.step,
          happened_ms: happenedMs,
          recorded_ms: by.nowMs,
          actor: by.actor,
          person: wanted.person,
          reason: wanted.reason,
          basis: wanted.basis,
          report_id: reportId,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      const after = eventOf(row)
      const { actor, address, nowMs: atMs } = by
      const subject = `${key.obligationId} ${key.period} ${key.agencyId}`
      const before = events.at(-1)
      await recordAudit(trx, {
        actor,
        address,
        atMs,
        action: 'report-step',
        subject,
        before,
        after,
      })
      return after
    })
  } catch (error) {
    // Somebody else took the same step in the same moment.
    if (!isRefusedData(error)) throw error
    throw new Refusal('REPORT_STEP_NOT_NEXT', { step: wanted.step, stand: 'changed' })
  }
}

function refuseFault(
  events: readonly ReportEvent[],
  next: Pick<ReportEvent, 'step' | 'happenedMs' | 'reason'>,
  nowMs: EpochMs,
): void {
  switch (faultOfStep(events, next, nowMs)) {
    case null:
      return
    case 'not-next':
      throw new Refusal('REPORT_STEP_NOT_NEXT', { step: next.step, stand: standOf(events) })
    case 'reason-missing':
      throw new Refusal('REPORT_REASON_MISSING')
    case 'reason-unasked':
      throw new Refusal('REPORT_REASON_UNASKED')
    case 'before-last':
    case 'in-the-future':
      throw new Refusal('REPORT_STEP_DAY', { happenedAtMs: next.happenedMs })
  }
}

/** A draft names its report; what follows is about the same one. */
function reportIdOf(events: readonly ReportEvent[], { step, reportId }: StepWanted): string | null {
  if (step !== 'prepared')
    return events.findLast((one) => one.step === 'prepared')?.reportId ?? null
  const isSame = reportId !== null && events.some((one) => one.reportId === reportId)
  if (isSame) throw new Refusal('REPORT_DRAFT_SAME')
  return reportId
}

/** @throws Refusal OBLIGATION_NOT_FOUND, OBLIGATION_NOT_DUE */
export function requireOccurrence(
  calendar: Calendar,
  { obligationId, period }: Pick<ReportKey, 'obligationId' | 'period'>,
): { readonly obligation: Obligation; readonly occurrence: Occurrence } {
  const obligation = calendar.obligations.find(({ id }) => id === obligationId)
  if (!obligation) throw new Refusal('OBLIGATION_NOT_FOUND', { id: obligationId })
  const occurrence = dueOf(obligation, period, calendar)
  if (!occurrence) throw new Refusal('OBLIGATION_NOT_DUE', { id: obligationId, period })
  return { obligation, occurrence }
}

function eventOf(row: Selectable<Schema['report_event']>): ReportEvent {
  return {
    id: row.id,
    step: row.step,
    happenedMs: row.happened_ms,
    recordedMs: row.recorded_ms,
    actor: row.actor,
    person: row.person,
    reason: row.reason,
    basis: row.basis,
    reportId: row.report_id,
  }
}
