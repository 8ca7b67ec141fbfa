import { addDays } from '../holidays.ts'
import type { Day } from '#protocol/register.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { workLimits, type WorkChange, type WorkDecision, type WorkStatus } from '#protocol/work.ts'

/** How the verdicts of an item stand. */
export type Presence =
  | { readonly is: 'open'; readonly sinceMs: EpochMs | null }
  /** Its verdicts are met or concern the machine no more. */
  | { readonly is: 'clean' }
  /** They are not what they were, but nobody knows how they stand. */
  | { readonly is: 'unknown' }

export type Standing = {
  readonly status: WorkStatus
  readonly isOverdue: boolean
  readonly isExpiring: boolean
  readonly hasExpired: boolean
  readonly hasReturned: boolean
}

/** What a person decides about. */
export type Decided = Pick<WorkDecision, 'status' | 'owner' | 'dueDay' | 'note' | 'risk'>

/** How an item stands of which nobody has said anything. */
export const undecided: Decided = {
  status: 'new',
  owner: null,
  dueDay: null,
  note: null,
  risk: null,
}

/**
 * How an item stands on a day. Whether it is put right is read off the verdicts and never stored, so that the queue
 * and the numbers cannot disagree; an accepted risk that has ended stands as new by itself.
 */
export function standingOf(
  decision: (Decided & Pick<WorkDecision, 'atMs'>) | null,
  presence: Presence,
  today: Day,
): Standing {
  const settled = { isOverdue: false, isExpiring: false, hasExpired: false, hasReturned: false }
  if (presence.is === 'clean') return { ...settled, status: 'done' }
  if (presence.is === 'unknown') return { ...settled, status: 'unconfirmed' }
  if (decision === null) return { ...settled, status: 'new' }
  const until = decision.status === 'accepted' ? (decision.risk?.untilDay ?? null) : null
  const hasExpired = until !== null && until < today
  return {
    status: hasExpired ? 'new' : decision.status,
    isOverdue:
      decision.status !== 'accepted' && decision.dueDay !== null && decision.dueDay < today,
    isExpiring: until !== null && !hasExpired && until <= addDays(today, workLimits.expiringDays),
    hasExpired,
    hasReturned: presence.sinceMs !== null && presence.sinceMs > decision.atMs,
  }
}

type Fault = { readonly code: RefusalCode; readonly params: Readonly<Record<string, string>> }

/** The decision after a change, or what is wrong with it. Who stops accepting a risk forgets its reason. */
export function decidedAfter(before: Decided, change: WorkChange, today: Day): Decided | Fault {
  const status = change.status ?? (change.risk ? 'accepted' : before.status)
  const risk = status === 'accepted' ? (change.risk ?? before.risk) : null
  const after: Decided = {
    status,
    owner: change.owner === undefined ? before.owner : change.owner,
    dueDay: change.dueDay === undefined ? before.dueDay : change.dueDay,
    note: change.note === undefined ? before.note : change.note,
    risk,
  }
  return faultOf(after, change, today) ?? after
}

function faultOf(after: Decided, change: WorkChange, today: Day): Fault | null {
  const { status, dueDay, risk } = after
  if (status === 'scheduled' && dueDay === null) return { code: 'WORK_DUE_MISSING', params: {} }
  if (change.dueDay && change.dueDay < today) {
    return { code: 'WORK_DUE_PAST', params: { day: change.dueDay, today } }
  }
  if (status !== 'accepted') return null
  if (risk === null) return { code: 'WORK_RISK_INCOMPLETE', params: {} }
  const last = addDays(today, workLimits.riskDaysMax)
  const isNew = change.risk !== undefined || change.status === 'accepted'
  if (isNew && (risk.untilDay < today || risk.untilDay > last)) {
    return { code: 'WORK_RISK_UNTIL', params: { day: risk.untilDay, today, last } }
  }
  return null
}
