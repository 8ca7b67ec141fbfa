import { canonicalJson } from '#protocol/delta.ts'
import type { MovedPart } from '#protocol/snapshot-views.ts'
import type { SnapshotValue } from '#protocol/snapshots.ts'
import { hostClasses, type EpochMs } from '#protocol/values.ts'
import { measureInputOf } from './frozen-input.ts'
import type { AgencyState } from './frozen.ts'
import { measureIndicator } from './measure-indicator.ts'
import { metrics } from './metrics/registry.ts'
import { sideOf, type Contribution, type Counted, type Side } from './moved-side.ts'
import type { Indicator, Plan } from './plan.ts'
import { valuesOfResult } from './snapshot-values.ts'
import type { FrozenSettings } from './snapshot.ts'
import { whatMoved } from './what-moved.ts'

/** A state of the province under a plan: of a snapshot, or read from history. */
export type StateLook = {
  readonly plan: Plan
  readonly cutOffMs: EpochMs
  readonly agencies: readonly AgencyState[]
  readonly values: readonly SnapshotValue[]
  readonly settings: FrozenSettings
}

export type Moved = {
  readonly from: Contribution
  readonly to: Contribution
  readonly parts: readonly MovedPart[]
}

/** One number of a plan; `agencyId` null: the province's. */
export type NumberAsked = { readonly indicatorId: string; readonly agencyId: string | null }

/** What moved a number between two states. An indicator that one of the plans does not have counts as nothing there. */
export function compareStates(from: StateLook, to: StateLook, asked: NumberAsked): Moved {
  const [before, after] = [sideIn(from, asked), sideIn(to, asked)]
  const parts = whatMoved({
    from: before,
    to: after,
    bridge: bridgeOf(from, to, asked) ?? after,
    changedSettings: changedSettings(from.settings, to.settings),
  })
  return { from: before.total, to: after.total, parts }
}

const indicatorIn = ({ plan }: Pick<StateLook, 'plan'>, { indicatorId }: NumberAsked) =>
  plan.indicators.find(({ id }) => id === indicatorId) ?? null

function sideIn(state: StateLook, asked: NumberAsked): Side {
  const indicator = indicatorIn(state, asked)
  return sideOf(state.agencies, {
    counted: indicator ? countedBy(indicator) : { of: 'declared' },
    classes: indicator?.classes ?? hostClasses,
    agencyId: asked.agencyId,
    values: state.values.filter(({ indicatorId }) => indicatorId === asked.indicatorId),
  })
}

/** What an indicator counts, as far as it can be named one by one. */
export function countedBy(indicator: Indicator): Counted {
  const metric = metrics[indicator.metric]
  if (metric.subject === 'agency') return { of: 'agencies' }
  if (metric.control !== null && (metric.unit === 'machines' || metric.kind === 'count')) {
    const kind = metric.kind === 'count' ? 'count' : 'share'
    return { of: 'machines', control: metric.control, kind }
  }
  return metric.unit === 'machines-per-person' ? { of: 'machines-as-such' } : { of: 'declared' }
}

/** The later state measured as the earlier plan had it; null: both measure alike. */
function bridgeOf(from: StateLook, to: StateLook, asked: NumberAsked): Side | null {
  const [before, after] = [indicatorIn(from, asked), indicatorIn(to, asked)]
  if (!before || !after) return null
  if (definitionOf(before, from.plan) === definitionOf(after, to.plan)) return null
  const input = measureInputOf(to.agencies, to.cutOffMs)
  const values = valuesOfResult(measureIndicator(before, from.plan, input))
  return sideIn({ ...to, plan: from.plan, values }, asked)
}

/** All of a plan that a figure is made from; targets decide verdicts alone. */
function definitionOf(indicator: Indicator, plan: Plan): string {
  const { metric, kind, figure, aggregation, declaredBy, levels, classes } = indicator
  return canonicalJson({
    metric,
    kind,
    figure,
    aggregation,
    declaredBy,
    levels,
    classes,
    settings: Object.values(plan.settings).map(({ value }) => value),
    isExempting: plan.exemptions.some(({ indicatorIds }) => indicatorIds.includes(indicator.id)),
    years: plan.years,
  })
}

/** Keys of settings whose value is another. */
function changedSettings(from: FrozenSettings, to: FrozenSettings): ReadonlySet<string> {
  const keys = [...Object.keys(from), ...Object.keys(to)]
  return new Set(keys.filter((key) => from[key]?.value !== to[key]?.value))
}
