import type { Role } from '#protocol/access.ts'
import {
  sendingStates,
  stepsOfAgency,
  type Occurrence,
  type ReportEvent,
  type ReportStand,
  type ReportStep,
  type SenderRow,
  type SendingCounts,
  type SendingState,
} from '#protocol/obligations.ts'
import type { EpochMs } from '#protocol/values.ts'
import { daysLate, isOnTime } from './calendar.ts'

/** What may follow what. A returned report is amended by a new draft, never by the old one. */
const followers: Readonly<Record<ReportStand, readonly ReportStep[]>> = {
  none: ['prepared'],
  // A draft that turns out wrong is replaced by a newer one, until it is sent.
  prepared: ['prepared', 'confirmed'],
  confirmed: ['prepared', 'sent'],
  sent: ['received', 'returned'],
  received: [],
  returned: ['prepared'],
}

/** How a report stands after all that happened to it, the oldest first. */
export function standOf(events: readonly Pick<ReportEvent, 'step'>[]): ReportStand {
  return events.at(-1)?.step ?? 'none'
}

/** What may happen next. */
export function stepsAfter(stand: ReportStand): readonly ReportStep[] {
  return followers[stand]
}

/** Which steps an agency takes with its own report; what follows when it has arrived is the province's to say. */
const ownSteps: Partial<Record<Role, readonly ReportStep[]>> = {
  'agency-officer': ['prepared', 'sent'],
  'agency-head': ['prepared', 'confirmed', 'sent'],
}

/** True when somebody of this role may write a step down. */
export function mayTakeStep(role: Role, step: ReportStep): boolean {
  return ownSteps[role]?.includes(step) ?? true
}

/**
 * True when somebody writes down what an agency did although they are not of it: a report that came on paper, say.
 * That stands on a document, which is named beside it.
 */
export function isForOthers(role: Role, step: ReportStep): boolean {
  return stepsOfAgency.includes(step) && ownSteps[role] === undefined
}

type StepFault = 'not-next' | 'reason-missing' | 'reason-unasked' | 'before-last' | 'in-the-future'

/** What is wrong with a step; null: nothing. */
export function faultOfStep(
  events: readonly Pick<ReportEvent, 'step' | 'happenedMs'>[],
  next: Pick<ReportEvent, 'step' | 'happenedMs' | 'reason'>,
  nowMs: EpochMs,
): StepFault | null {
  if (!stepsAfter(standOf(events)).includes(next.step)) return 'not-next'
  if (next.step === 'returned' && next.reason === null) return 'reason-missing'
  if (next.step !== 'returned' && next.reason !== null) return 'reason-unasked'
  if (next.happenedMs > nowMs) return 'in-the-future'
  const last = events.at(-1)
  return last !== undefined && next.happenedMs < last.happenedMs ? 'before-last' : null
}

/** When the report that stands was sent; null: none was, or what was sent came back. */
export function sentMsOf(events: readonly ReportEvent[]): EpochMs | null {
  const stand = standOf(events)
  if (stand !== 'sent' && stand !== 'received') return null
  return events.findLast(({ step }) => step === 'sent')?.happenedMs ?? null
}

export type Sender = { readonly id: string; readonly name: string }
export type SendingAsked = {
  readonly occurrence: Occurrence
  readonly senders: readonly Sender[]
  /** By agency, the oldest first. */
  readonly events: ReadonlyMap<string, readonly ReportEvent[]>
  readonly nowMs: EpochMs
}

/** Who owes this report and how each stands: overdue first, the longest late before others, then by name. */
export function sendersOf({ occurrence, senders, events, nowMs }: SendingAsked): SenderRow[] {
  return senders
    .map(({ id, name }): SenderRow => {
      const own = events.get(id) ?? []
      const sentMs = sentMsOf(own)
      return {
        agencyId: id,
        name,
        stand: standOf(own),
        sending: sendingOf(occurrence, sentMs, nowMs),
        sentMs,
        daysLate: daysLate(occurrence, sentMs ?? nowMs),
        lastEvent: own.at(-1) ?? null,
      }
    })
    .toSorted(byUrgency)
}

/** Whether a report that was sent then, or is not sent yet (null), is on time. */
export function sendingOf(
  occurrence: Pick<Occurrence, 'lastDay'>,
  sentMs: EpochMs | null,
  nowMs: EpochMs,
): SendingState {
  if (sentMs === null) return isOnTime(occurrence, nowMs) ? 'not-due' : 'overdue'
  return isOnTime(occurrence, sentMs) ? 'on-time' : 'late'
}

/** How many stand where; the counts add up to the rows. */
export function countSendings(rows: readonly Pick<SenderRow, 'sending'>[]): SendingCounts {
  const counts: SendingCounts = { overdue: 0, 'not-due': 0, late: 0, 'on-time': 0 }
  for (const { sending } of rows) counts[sending] += 1
  return counts
}

function byUrgency(left: SenderRow, right: SenderRow): number {
  const order = sendingStates.indexOf(left.sending) - sendingStates.indexOf(right.sending)
  if (order !== 0) return order
  if (left.daysLate !== right.daysLate) return right.daysLate - left.daysLate
  return left.name.localeCompare(right.name, 'vi')
}
