import type { SnapshotValue } from '#protocol/snapshots.ts'
import type { EpochMs } from '#protocol/values.ts'
import { measureInputOf } from './frozen-input.ts'
import type { AgencyState } from './frozen.ts'
import type { IndicatorResult, Result } from './measure-indicator.ts'
import type { Plan } from './plan.ts'
import { measureWholePlan } from './scorecard.ts'
import type { FrozenSubtree } from './snapshot.ts'
import type { Subtree } from './subtrees.ts'

/** The values that are frozen of a state: of the province and every agency, and of each subtree as a whole. */
export function frozenValuesOf(
  plan: Plan,
  agencies: readonly AgencyState[],
  { cutOffMs, subtrees }: { readonly cutOffMs: EpochMs; readonly subtrees: readonly Subtree[] },
): { readonly values: SnapshotValue[]; readonly subtrees: FrozenSubtree[] } {
  const input = measureInputOf(agencies, cutOffMs)
  return {
    values: measureWholePlan(plan, input).flatMap(valuesOfResult),
    subtrees: subtrees.map(({ agencyId, agencyIds }) => {
      const part = { ...input, agencies: input.agencies.filter(({ id }) => agencyIds.includes(id)) }
      const values = measureWholePlan(plan, part).map((result) =>
        valueOf({ indicatorId: result.indicatorId, agencyId }, result),
      )
      return { agencyId, agencyIds: [...agencyIds], values }
    }),
  }
}

/** The values of a plan over a state: of each indicator the province's first, then every agency's. */
export function snapshotValuesOf(
  plan: Plan,
  agencies: readonly AgencyState[],
  cutOffMs: EpochMs,
): SnapshotValue[] {
  return measureWholePlan(plan, measureInputOf(agencies, cutOffMs)).flatMap(valuesOfResult)
}

/** One indicator's values. */
export function valuesOfResult(result: IndicatorResult): SnapshotValue[] {
  const { indicatorId } = result
  return [
    valueOf({ indicatorId, agencyId: null }, result),
    ...result.agencies.map((agency) => valueOf({ indicatorId, agencyId: agency.agencyId }, agency)),
  ]
}

function valueOf(
  of: Pick<SnapshotValue, 'indicatorId' | 'agencyId'>,
  result: Result,
): SnapshotValue {
  const { counts, worst, best, declared, isLowerBound, verdict, missing } = result
  return { ...of, counts, worst, best, declared, isLowerBound, verdict, missing }
}
