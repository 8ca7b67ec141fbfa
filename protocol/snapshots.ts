import { z } from 'zod'
import { exactRatio, indicatorVerdict, indicatorView } from './views.ts'
import { digest, epochMs } from './values.ts'

const count = z.int().min(0)

/**
 * The counts of one indicator in one agency. `population` = met + unmet + unknown; `notApplicable` stands apart.
 * `declared`, `discovered`, `enrolled`, `reporting` are the same machines seen from four sides.
 */
export const measuredCounts = z.strictObject({
  met: count,
  unmet: count,
  unknown: count,
  notApplicable: count,
})

export const denominator = z.strictObject({
  declared: count.nullable(),
  enrolled: count,
  reporting: count,
  /** In the register and enrolled: the same machine. */
  matched: count,
  /** In the register, never enrolled. */
  neverEnrolled: count,
  /** Enrolled, in no register. */
  unregistered: count,
  /** May not carry an agent. */
  withoutAgent: count,
  population: count,
  /** Only a count was declared, or nothing: the population is at least so many. */
  isLowerBound: z.boolean(),
  /** More are enrolled than were declared. */
  isUnderDeclared: z.boolean(),
})
export type Denominator = z.infer<typeof denominator>

/** Why a denominator is only a lower bound: some class of machines is counted without a whole list, or not declared. */
export const lowerBoundReason = z.enum(['counted-only', 'not-declared'])
export type LowerBoundReason = z.infer<typeof lowerBoundReason>

/** One indicator over one agency, or over the whole plan where `agencyId` is null. */
export const snapshotValue = z.strictObject({
  indicatorId: z.string(),
  agencyId: z.string().nullable(),
  counts: measuredCounts.nullable(),
  /** Proven: no unknown is met. The official figure; null: nothing to compute from. */
  worst: exactRatio.strict().nullable(),
  /** If all that is unknown were met. */
  best: exactRatio.strict().nullable(),
  /** What was declared, where both stand side by side. */
  declared: exactRatio.strict().nullable(),
  /** The denominator rests on a count alone. */
  isLowerBound: z.boolean(),
  verdict: indicatorVerdict,
  /** Why there is no verdict, when there is none. */
  missing: indicatorView.shape.missing,
})
export type SnapshotValue = z.infer<typeof snapshotValue>

export const snapshotKinds = ['daily', 'period', 'amendment'] as const

/** A frozen state. Its hash covers its inputs and values and the hash before it. */
export const snapshotView = z.object({
  id: z.string(),
  number: z.int().min(1),
  kind: z.enum(snapshotKinds),
  planId: z.string(),
  planVersion: z.int().min(1),
  /** e.g. `2026-Q4`; null: a daily one. */
  period: z.string().nullable(),
  cutOffMs: epochMs,
  createdMs: epochMs,
  createdBy: z.string(),
  /** Why somebody took it by hand; null: it was due. */
  reason: z.string().nullable(),
  previousHash: digest.nullable(),
  hash: digest,
  /** What an amendment amends, and why. */
  amends: z.object({ snapshotId: z.string(), reason: z.string() }).nullable(),
})
export type SnapshotView = z.infer<typeof snapshotView>

/** `2026-Q4`, `2026`, `2026-11-22`. */
export const period = z
  .string()
  .regex(/^\d{4}(-Q[1-4]|-\d{2}-\d{2})?$/)
  .meta({ examples: ['2026-Q3'] })
