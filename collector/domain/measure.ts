import type { VerdictState } from '#protocol/verdict-states.ts'
import type {
  ExactRatio,
  IndicatorVerdict,
  IndicatorView,
  MeasurementView,
} from '#protocol/views.ts'
import { compareToTarget, holds, type Exact } from './figures.ts'

/** Counts of one control over a population. The four add up to it, so nothing is silently dropped. */
export type Measurement = MeasurementView

export const emptyMeasurement: Measurement = { met: 0, unmet: 0, unknown: 0, notApplicable: 0 }

export function addMeasurement(left: Measurement, right: Measurement): Measurement {
  return {
    met: left.met + right.met,
    unmet: left.unmet + right.unmet,
    unknown: left.unknown + right.unknown,
    notApplicable: left.notApplicable + right.notApplicable,
  }
}

/** Counts hosts by how their verdicts count. */
export function measure(states: Iterable<VerdictState>): Measurement {
  const counts = { ...emptyMeasurement }
  for (const state of states) counts[state === 'not-applicable' ? 'notApplicable' : state] += 1
  return counts
}

/** Whom the question concerns: all but those to whom it does not apply. The unknown belong to it. */
export function populationOf({ met, unmet, unknown }: Measurement): number {
  return met + unmet + unknown
}

/** The share that is proven: no unknown is met. The official figure. */
export function worstCase(measurement: Measurement): ExactRatio {
  return { numerator: measurement.met, denominator: populationOf(measurement) }
}

/** The share if every unknown were met. */
export function bestCase(measurement: Measurement): ExactRatio {
  return {
    numerator: measurement.met + measurement.unknown,
    denominator: populationOf(measurement),
  }
}

/** Figures and what is asked of them. */
export type Comparison = Pick<IndicatorView, 'comparator' | 'target' | 'strictness'> & {
  worst: Exact
  best: Exact
  /** How far below an approximate target still counts, by a recorded decision, in the target's unit. Null: none was taken. */
  tolerance: ExactRatio | null
}
export type Decision = Pick<IndicatorView, 'verdict' | 'missing'>

/**
 * Decides an indicator from the interval between worst and best case, on integers alone.
 * Where the two ends say different things nothing is decided: the unknown would decide it.
 */
export function decide(comparison: Comparison): Decision {
  const { worst, best, target, comparator } = comparison
  if (BigInt(worst.denominator) === 0n || BigInt(best.denominator) === 0n) {
    return { verdict: 'insufficient-data', missing: 'no-population' }
  }
  const verdict = verdictAt(worst, comparison)
  const isOneSided =
    comparator !== 'eq' || compareToTarget(worst, target) === compareToTarget(best, target)
  if (verdict !== verdictAt(best, comparison) || !isOneSided) {
    return { verdict: 'insufficient-data', missing: 'unknown-decides' }
  }
  return { verdict, missing: verdict === 'needs-decision' ? 'no-tolerance' : null }
}

function verdictAt(
  figure: Exact,
  { comparator, target, strictness, tolerance }: Comparison,
): IndicatorVerdict {
  if (holds(figure, comparator, target)) return 'met'
  if (comparator === 'approx') {
    if (tolerance === null) return 'needs-decision'
    return holds(figure, 'gte', lowered(target, tolerance)) ? 'within-tolerance' : 'unmet'
  }
  return strictness === 'aspirational' ? 'below-aspiration' : 'unmet'
}

function lowered(target: ExactRatio, tolerance: ExactRatio): Exact {
  const [part, whole] = [BigInt(target.numerator), BigInt(target.denominator)]
  const [below, of] = [BigInt(tolerance.numerator), BigInt(tolerance.denominator)]
  return { numerator: part * of - below * whole, denominator: whole * of }
}
