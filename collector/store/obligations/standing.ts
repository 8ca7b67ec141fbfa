import {
  bindingOn,
  obligationsIn,
  productCalendar,
  type Calendar,
  type DayRange,
} from '#domain/calendar.ts'
import { sendersOf } from '#domain/report-flow.ts'
import type { Obligation, Occurrence, SenderRow } from '#protocol/obligations.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Db } from '../schema.ts'
import { listAdoptions } from './adoptions.ts'
import { eventsOf } from './report-events.ts'
import { sendersFor } from './senders.ts'

/** The duties that bind a province, those that it took on among them. */
export async function readCalendar(db: Db, provinceId: string): Promise<Calendar> {
  return bindingOn(productCalendar, { id: provinceId, adopted: await listAdoptions(db) })
}

export type Due = {
  readonly obligation: Obligation
  readonly occurrence: Occurrence
  readonly nowMs: EpochMs
}

/** Who owes one report and how each stands, overdue first. */
export async function readSenders(db: Db, due: Due): Promise<SenderRow[]> {
  const senders = await sendersFor(db, due)
  const events = await eventsOf(db, due.occurrence)
  return sendersOf({ ...due, senders, events })
}

export type StandingOccurrence = {
  readonly obligation: Obligation
  readonly occurrence: Occurrence
  readonly rows: readonly SenderRow[]
}

/** What falls due within these days, with how everybody stands. */
export async function readOccurrences(
  db: Db,
  calendar: Calendar,
  { range, nowMs }: { readonly range: DayRange; readonly nowMs: EpochMs },
): Promise<StandingOccurrence[]> {
  const byId = new Map(calendar.obligations.map((one) => [one.id, one]))
  const standing: StandingOccurrence[] = []
  for (const occurrence of obligationsIn(range, calendar)) {
    const obligation = byId.get(occurrence.obligationId)
    if (!obligation) continue
    const rows = await readSenders(db, { obligation, occurrence, nowMs })
    standing.push({ obligation, occurrence, rows })
  }
  return standing
}
