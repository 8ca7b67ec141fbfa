import { z } from 'zod'
import { controlId, reason, reasonKeys } from './controls.ts'
import { occurrence, senderRow } from './obligations.ts'
import { shortestWayView } from './plan-views.ts'
import { day } from './register.ts'
import { movedKind } from './snapshot-views.ts'
import { snapshotView } from './snapshots.ts'
import { epochMs, hostClass, verdictState } from './values.ts'
import { bilingual, exactRatio, indicatorView } from './views.ts'

const count = z.int().min(0)
const look = indicatorView.pick({
  id: true,
  name: true,
  kind: true,
  comparator: true,
  target: true,
})

/** How many rows each part of the sheet has: it is one page. */
export const mondayLimits = {
  machines: 10,
  allMachines: 2_000,
  changes: 6,
  late: 12,
  open: 6,
  settling: 3,
} as const

const figure = z.object({
  figure: exactRatio.nullable(),
  verdict: indicatorView.shape.verdict,
  isLowerBound: z.boolean(),
  isProvisional: z.boolean(),
})

/** A number that is another than when it was last signed, and why. The parts add up. */
export const mondayChange = z.object({
  indicator: look,
  before: figure,
  now: figure,
  parts: z.array(
    z.object({ kind: movedKind, numerator: z.int(), denominator: z.int(), subjects: count }),
  ),
})
export type MondayChange = z.infer<typeof mondayChange>

/** A number that nobody can sign yet, and what settles it. */
export const mondayOpen = z.object({
  indicator: look,
  verdict: indicatorView.shape.verdict,
  missing: indicatorView.shape.missing,
  /** The first that would help most; `settlingTotal` counts all. */
  settling: shortestWayView.shape.settling,
  settlingTotal: count,
})
export type MondayOpen = z.infer<typeof mondayOpen>

export const mondayLate = z.object({
  title: bilingual,
  ...occurrence.pick({ obligationId: true, period: true, lastDay: true }).shape,
  ...senderRow.pick({ agencyId: true, name: true, daysLate: true }).shape,
})
export type MondayLate = z.infer<typeof mondayLate>

/** The page of the head. */
export const mondayHead = z.object({
  day,
  plan: z.object({ id: z.string(), name: bilingual }),
  /** On what the newest report rests that was sent; null: none was, so that there is nothing to compare with. */
  signed: snapshotView.nullable(),
  now: z.object({ cutOffMs: epochMs, number: z.int().min(1) }),
  changes: z.array(mondayChange),
  changesTotal: count,
  late: z.array(mondayLate),
  lateTotal: count,
  /** What falls due next. */
  next: z.array(z.object({ title: bilingual, ...occurrence.shape })),
  open: z.array(mondayOpen),
  openTotal: count,
  agencies: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type MondayHead = z.infer<typeof mondayHead>

/** What one machine adds to one indicator once it is put right: exactly this much of the agency's own figure. */
export const mondayGain = z.object({
  indicatorId: z.string(),
  /** Of one: 1/40 is 2.5 points of a share. */
  gain: exactRatio,
  provinceGain: exactRatio,
})
export type MondayGain = z.infer<typeof mondayGain>

/** One machine, why it counts as it does, and what putting it right is worth. */
export const mondayMachine = z.object({
  kind: z.enum(['host', 'machine']),
  id: z.string(),
  name: z.string(),
  class: hostClass,
  room: z.string().nullable(),
  causes: z.array(
    z.object({
      control: controlId,
      state: verdictState,
      reason: z.enum([...reasonKeys, '']),
      params: reason.shape.params,
    }),
  ),
  gains: z.array(mondayGain),
  /** The gains added up over the plan's indicators, in the agency's own figures. */
  total: exactRatio,
})
export type MondayMachine = z.infer<typeof mondayMachine>

/** The page of one agency. */
export const mondayAgency = z.object({
  day,
  plan: z.object({ id: z.string(), name: bilingual }),
  agency: z.object({ id: z.string(), name: z.string() }),
  now: z.object({ cutOffMs: epochMs, number: z.int().min(1) }),
  figures: z.array(z.object({ indicator: look, ...figure.shape })),
  machines: z.array(mondayMachine),
  /** All that could be put right; the page shows the first. */
  machinesTotal: count,
  late: z.array(mondayLate),
})
export type MondayAgency = z.infer<typeof mondayAgency>
