import type { ControlId } from '#protocol/controls.ts'
import type { HostClass } from '#protocol/values.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import type { ExactRatio } from '#protocol/views.ts'
import type { Fraction } from '../fraction.ts'
import type { InputAgency, MeasureInput, Offender } from '../measure-input.ts'
import type { Measurement } from '../measure.ts'
import type { MetricUnit } from '#protocol/plans.ts'

/** What an indicator tells its metric, from the plan file. */
export type MetricLook = {
  readonly cutOffDay: MeasureInput['cutOffDay']
  /** Under which name agencies declare the figure. */
  readonly figure: string
  readonly classes: readonly HostClass[]
  /** Officials alone, or public employees with them; null: nobody has decided. */
  readonly doPublicEmployeesCount: boolean | null
  /** The periods of several years over which a budget is added up: the first year, and how many years. */
  readonly years: { readonly anchor: number; readonly length: number }
  /** Money and units may leave by the words of the plan. */
  readonly honoursExemptions: boolean
}

/** Something left out by the words of the plan. */
export type Exempted = { readonly subject: string; readonly reason: string }

/** What one agency adds to a figure, between its worst and its best case. */
export type Amount = {
  readonly worst: Fraction
  readonly best: Fraction
  /** The units one by one, where there are such. */
  readonly counts: Measurement | null
  /** What the agency says of itself, where something is measured. */
  readonly declared: ExactRatio | null
  /** The denominator rests on a count alone. */
  readonly isLowerBound: boolean
  /** A part of it was not declared: it can prove a breach, never that the target is kept. */
  readonly isPartial: boolean
  readonly offenders: readonly Offender[]
  readonly exempted: readonly Exempted[]
}

type Common = {
  readonly unit: MetricUnit
  readonly collection: 'measured' | 'declared' | 'mixed'
  /** The control whose hosts it counts. */
  readonly control: ControlId | null
}

/** Adds units or money over agencies. */
export type AmountMetric = Common & {
  readonly subject: 'amount'
  readonly kind: 'share' | 'ratio' | 'count'
  /** Between worst and best case stands a decision that nobody has taken, not something unknown. */
  readonly isOpenBySetting?: (look: MetricLook) => boolean
  /** Null: the agency has not declared it. */
  amountOf(agency: InputAgency, look: MetricLook): Amount | null
}

/** Asks of each agency whether it has something. */
export type AgencyMetric = Common & {
  readonly subject: 'agency'
  readonly kind: 'share'
  /** Null: the agency has not declared it. */
  stateOf(agency: InputAgency, look: MetricLook): VerdictState | null
}

/** What is counted, apart from any target. Named code that a plan chooses by its id; a plan carries no expressions. */
export type Metric = AmountMetric | AgencyMetric

/** An amount of units in four states. */
export function amountOfCounts(counts: Measurement, more: Partial<Amount> = {}): Amount {
  const { met, unmet, unknown } = counts
  const population = BigInt(met + unmet + unknown)
  return {
    worst: { numerator: BigInt(met), denominator: population },
    best: { numerator: BigInt(met + unknown), denominator: population },
    counts,
    declared: null,
    isLowerBound: false,
    isPartial: false,
    offenders: [],
    exempted: [],
    ...more,
  }
}

/** An amount that is known exactly. */
export function exactAmount(
  numerator: number | bigint,
  denominator: number | bigint,
  more: Partial<Amount> = {},
): Amount {
  const figure = { numerator: BigInt(numerator), denominator: BigInt(denominator) }
  return {
    worst: figure,
    best: figure,
    counts: null,
    declared: null,
    isLowerBound: false,
    isPartial: false,
    offenders: [],
    exempted: [],
    ...more,
  }
}

/** What an agency declared under a name: the newest figure; null: nothing. */
export function figureOf(
  agency: InputAgency,
  name: string,
): { numerator: number; denominator: number | null } | null {
  const [newest] = agency.entries.figure
    .filter(({ body }) => body.metric === name)
    .toSorted((left, right) => (left.fromDay < right.fromDay ? 1 : -1))
  return newest ? newest.body : null
}

/** A declared figure that has both its parts; null: nothing was declared, or one part is missing. */
export function declaredShare(agency: InputAgency, name: string): ExactRatio | null {
  const figure = figureOf(agency, name)
  if (figure === null || figure.denominator === null) return null
  return { numerator: figure.numerator, denominator: figure.denominator }
}

/** The name of a figure of one year, e.g. `it-plan-budget.2026`. */
export const figureOfYear = (figure: string, year: number) => `${figure}.${year}`
