import { z } from 'zod'
import { controlId, reason } from './controls.ts'
import { day } from './register.ts'
import { remedyId } from './remedies.ts'
import { epochMs, hostClass, severity } from './values.ts'
import { bilingual, exactRatio, planView } from './views.ts'

const count = z.int().min(0)

/** What a person says of an item. That it is put right nobody says: the verdicts do. */
export const decidedStatuses = ['new', 'doing', 'scheduled', 'accepted'] as const
export const decidedStatus = z.enum(decidedStatuses)
export type DecidedStatus = z.infer<typeof decidedStatus>

/** `done`: the verdicts are well again. `unconfirmed`: they were decided about and nobody knows how they stand now. */
export const workStatuses = [...decidedStatuses, 'unconfirmed', 'done'] as const
export const workStatus = z.enum(workStatuses)
export type WorkStatus = z.infer<typeof workStatus>

/** An enrolled host, or a machine of the register that never enrolled. */
export const workSubjectKind = z.enum(['host', 'machine'])
export type WorkSubjectKind = z.infer<typeof workSubjectKind>

/** Limits of the queue. */
export const workLimits = {
  itemsAtOnce: 1_000,
  recheckAtOnce: 200,
  riskDaysMax: 366,
  /** An accepted risk that ends within so many days is about to come back. */
  expiringDays: 30,
} as const

const text = (lengthMax: number) => z.string().trim().min(1).max(lengthMax).normalize('NFC')

/** Somebody who may sign in, or whom the agency calls so. */
export const workOwner = z.object({ userId: z.string().max(40).nullable(), name: text(120) })
export type WorkOwner = z.infer<typeof workOwner>

const acceptedRisk = z.object({ reason: text(500), untilDay: day })

/** What stands of an item; each change is a new one with the next revision. */
export const workDecision = z.object({
  revision: count,
  status: decidedStatus,
  owner: workOwner.nullable(),
  dueDay: day.nullable(),
  note: text(1000).nullable(),
  risk: acceptedRisk.nullable(),
  by: z.string(),
  atMs: epochMs,
  /** The decision that was undone by it. */
  isUndo: z.boolean(),
})
export type WorkDecision = z.infer<typeof workDecision>

/** What is left out stays as it is. */
export const workChange = z.object({
  status: decidedStatus.optional(),
  owner: workOwner.nullable().optional(),
  dueDay: day.nullable().optional(),
  note: text(1000).nullable().optional(),
  risk: acceptedRisk.optional(),
})
export type WorkChange = z.infer<typeof workChange>

export const workGain = z.object({
  indicatorId: z.string(),
  name: bilingual,
  /** A count of what should not be there falls; a share rises. */
  kind: z.enum(['share', 'count']),
  /** Machines that are proven to gain it, and those that may. */
  surely: count,
  perhaps: count,
  denominator: count,
  /** The denominator is known at least: the gain is at most so much. */
  isLowerBound: z.boolean(),
})
export type WorkGain = z.infer<typeof workGain>

export const workGroup = z.object({
  remedy: remedyId,
  /** Without a filter on owner or status: the total of the list of hosts with this remedy. */
  machines: count,
  agencies: count,
  severity,
  isPinned: z.boolean(),
  gains: z.array(workGain),
  /** Over all shares of the plan, of one: proven, and at most. */
  surely: exactRatio,
  atMost: exactRatio,
  statuses: z.record(workStatus, count),
  overdue: count,
  expiring: count,
  unowned: count,
})
export type WorkGroup = z.infer<typeof workGroup>

export const workGroups = z.object({
  asOfMs: epochMs,
  plan: planView.nullable(),
  /** Machines that were looked at; without any there is nothing to do for another reason. */
  population: count,
  /** Those with anything to do, each counted once. */
  machines: count,
  groups: z.array(workGroup),
})

export const workItem = z.object({
  kind: workSubjectKind,
  id: z.string(),
  remedy: remedyId,
  name: z.string(),
  class: hostClass,
  agency: z.object({ id: z.string(), name: z.string() }),
  isConnected: z.boolean(),
  lastReceivedMs: epochMs.nullable(),
  severity,
  /** Since when it is to be done; null: not known, or it is done. */
  sinceMs: epochMs.nullable(),
  /** Why: each verdict with what was seen and when it was last looked at. */
  causes: z.array(
    z.object({
      control: controlId,
      state: z.enum(['unmet', 'unknown']),
      reason,
      evidence: z.array(reason),
      observedAtMs: epochMs.nullable(),
    }),
  ),
  status: workStatus,
  isOverdue: z.boolean(),
  /** An accepted risk that ends soon. */
  isExpiring: z.boolean(),
  /** The acceptance of the risk has ended: it stands as new. */
  hasExpired: z.boolean(),
  /** It had been put right after the decision and came back. */
  hasReturned: z.boolean(),
  /** Null: nobody has decided anything. */
  decision: workDecision.nullable(),
})
export type WorkItem = z.infer<typeof workItem>

export const workItems = z.object({
  asOfMs: epochMs,
  remedy: remedyId,
  total: count,
  page: z.int().min(1),
  pageSize: z.int().min(1),
  items: z.array(workItem),
})
export type WorkItems = z.infer<typeof workItems>
