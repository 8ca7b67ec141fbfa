import type { Calendar } from '#domain/calendar.ts'
import { addDays } from '#domain/holidays.ts'
import type { AgencyInput } from '#domain/monday-agency.ts'
import type { MondayInput, SheetLook } from '#domain/monday.ts'
import { dayOf } from '#domain/register.ts'
import { snapshotViewOf } from '#domain/snapshot.ts'
import type { MondayLate } from '#protocol/monday.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { readOccurrences, type StandingOccurrence } from '../obligations/standing.ts'
import type { Db } from '../schema.ts'
import { findLastSigned, findSnapshotBefore } from '../snapshots/list.ts'
import { openSnapshot, type OpenSnapshot } from '../snapshots/open.ts'
import { provisionalFigures } from '../verification.ts'

/** How far back a report that nobody sent is still asked for, and how far ahead one looks. */
const days = { before: 400, ahead: 45 } as const

export type MondayWanted = {
  readonly planId: string
  readonly calendar: Calendar
  readonly nowMs: EpochMs
}

/**
 * Null while no figures of the plan are frozen.
 * @throws Refusal SNAPSHOT_DAMAGED
 */
export async function readMondayHead(db: Db, wanted: MondayWanted): Promise<MondayInput | null> {
  const open = await openNewest(db, wanted)
  if (!open) return null
  const signed = await openSigned(db, wanted)
  const { late, next } = await readDue(db, wanted)
  return {
    now: { ...(await lookOf(db, open)), number: open.snapshot.number },
    signed: signed && {
      look: await lookOf(db, signed),
      view: snapshotViewOf(signed.snapshot, signed),
    },
    late,
    next,
  }
}

/**
 * Null while no figures of the plan are frozen.
 * @throws Refusal AGENCY_NOT_FOUND, SNAPSHOT_DAMAGED
 */
export async function readMondayAgency(
  db: Db,
  wanted: MondayWanted & { readonly agencyId: string },
): Promise<AgencyInput | null> {
  const open = await openNewest(db, wanted)
  if (!open) return null
  const agency = open.agencies.find(({ id }) => id === wanted.agencyId)
  if (!agency) throw new Refusal('AGENCY_NOT_FOUND', { id: wanted.agencyId })
  const { late } = await readDue(db, wanted)
  return {
    now: { ...(await lookOf(db, open)), number: open.snapshot.number },
    agency,
    late: late.filter(({ agencyId }) => agencyId === wanted.agencyId),
  }
}

async function openNewest(db: Db, { planId, nowMs }: MondayWanted): Promise<OpenSnapshot | null> {
  const newest = await findSnapshotBefore(db, { planId, atMs: nowMs })
  return newest && openSnapshot(db, { id: newest.id })
}

async function openSigned(db: Db, { planId }: MondayWanted): Promise<OpenSnapshot | null> {
  const signed = await findLastSigned(db, { planId, scope: 'all' })
  return signed && openSnapshot(db, { id: signed.id })
}

async function lookOf(db: Db, { snapshot, plan, agencies }: OpenSnapshot): Promise<SheetLook> {
  const { cutOffMs, createdMs, values, settings } = snapshot
  const isProvisional = await provisionalFigures(db, { asOf: createdMs })
  return { plan, agencies, cutOffMs, values, settings, isProvisional }
}

async function readDue(db: Db, { calendar, nowMs }: MondayWanted) {
  const today = dayOf(nowMs)
  const range = { fromDay: addDays(today, -days.before), untilDay: addDays(today, days.ahead) }
  const standing = await readOccurrences(db, calendar, { range, nowMs })
  return {
    late: standing.flatMap(lateOf).toSorted((left, right) => right.daysLate - left.daysLate),
    next: standing
      .filter(({ occurrence }) => occurrence.lastDay >= today)
      .map(({ obligation, occurrence }) => ({ title: obligation.title, ...occurrence })),
  }
}

function lateOf({ obligation, occurrence, rows }: StandingOccurrence): MondayLate[] {
  const { obligationId, period, lastDay } = occurrence
  return rows
    .filter(({ sending }) => sending === 'overdue')
    .map(({ agencyId, name, daysLate }) => ({
      title: obligation.title,
      obligationId,
      period,
      lastDay,
      agencyId,
      name,
      daysLate,
    }))
}
