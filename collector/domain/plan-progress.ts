import type { ControlId } from '#protocol/controls.ts'
import type { ExactRatio, IndicatorView } from '#protocol/views.ts'
import {
  bestCase,
  decide,
  populationOf,
  worstCase,
  type Decision,
  type Measurement,
} from './measure.ts'
import type { Indicator, Plan } from './plan.ts'
import { areReadersChecked } from './verification.ts'

/** Where hosts can be judged at all. */
const judgedPlatforms = ['linux', 'windows'] as const

type Measured = { measurement: Measurement; worst: ExactRatio | null; best: ExactRatio | null }

/**
 * Measures a plan: every indicator of it, in its order, with a verdict or the reason why there is none.
 * What agencies declare is not held yet, so what needs a declaration has no verdict.
 */
export function measurePlan(
  plan: Plan,
  source: { countsOf(control: ControlId): Measurement },
): Omit<IndicatorView, 'settings'>[] {
  return plan.indicators.map((indicator) => {
    const { control } = indicator
    const measured = control === null ? null : figuresOf(indicator, source.countsOf(control))
    return {
      ...shownOf(indicator),
      measurement: measured?.measurement ?? null,
      worst: measured?.worst ?? null,
      best: measured?.best ?? null,
      ...decisionOf(indicator, measured),
      isProvisional: control !== null && !areReadersChecked(control, judgedPlatforms),
    }
  })
}

/** What a view shows of an indicator beside its figures. */
function shownOf({ tolerance: _decision, ...shown }: Indicator): Omit<Indicator, 'tolerance'> {
  return shown
}

/** A count is of hosts that break the rule: then the worst case is that all unknown do. */
function figuresOf({ kind }: Indicator, measurement: Measurement): Measured {
  if (populationOf(measurement) === 0) return { measurement, worst: null, best: null }
  if (kind !== 'count') {
    return { measurement, worst: worstCase(measurement), best: bestCase(measurement) }
  }
  const { unmet, unknown } = measurement
  return {
    measurement,
    worst: { numerator: unmet + unknown, denominator: 1 },
    best: { numerator: unmet, denominator: 1 },
  }
}

function decisionOf(indicator: Indicator, measured: Measured | null): Decision {
  const undeclared: Decision = { verdict: 'insufficient-data', missing: 'no-declaration' }
  if (measured === null) return undeclared
  if (measured.worst === null || measured.best === null) {
    return { verdict: 'insufficient-data', missing: 'no-population' }
  }
  const { comparator, target, strictness, tolerance } = indicator
  const { worst, best } = measured
  const decision = decide({
    worst,
    best,
    comparator,
    target,
    strictness,
    tolerance: tolerance?.below ?? null,
  })
  // What is measured is a part of a mixed indicator: it can prove a breach, not that there is none.
  if (indicator.collection === 'mixed' && decision.verdict !== 'unmet') return undeclared
  return decision
}
