import { hostClasses, type HostClass } from '#protocol/values.ts'
import type { ExactRatio } from '#protocol/views.ts'
import { pooled, shown, type Fraction } from './fraction.ts'
import { holds } from './figures.ts'
import type { InputAgency, MeasureInput, Offender } from './measure-input.ts'
import { addMeasurement, decide, measure, type Decision, type Measurement } from './measure.ts'
import {
  amountOfCounts,
  type Amount,
  type Exempted,
  type Metric,
  type MetricLook,
} from './metrics/metric.ts'
import { metrics } from './metrics/registry.ts'
import type { Indicator, Plan } from './plan.ts'

/** Figures with the verdict on them. Null: nothing to compute from. */
export type Result = Decision & {
  readonly counts: Measurement | null
  readonly worst: ExactRatio | null
  /** Null where what was not declared leaves it open, too. */
  readonly best: ExactRatio | null
  readonly declared: ExactRatio | null
  readonly isLowerBound: boolean
}

/** Why an agency has no part in a figure. */
export type OutsideReason = 'excluded' | 'other-level'

export type AgencyResult = Result & {
  readonly agencyId: string
  /** Null: it has its part. */
  readonly outside: OutsideReason | null
  /** The words of the exclusion. */
  readonly exclusion: string | null
  readonly isDeclared: boolean
  /** No text assigns the target to a single agency: "tham chiếu". */
  readonly isReference: boolean
}

export type IndicatorResult = Result & {
  readonly indicatorId: string
  readonly agencies: readonly AgencyResult[]
  /** The classes of machines apart, where the plan names them. */
  readonly classes: readonly (Result & { readonly class: HostClass })[]
  /** Agencies of the scope, and how many of them have declared nothing. */
  readonly agenciesInScope: number
  readonly agenciesUndeclared: number
  readonly offenders: readonly (Offender & { readonly agencyId: string })[]
  readonly exempted: readonly (Exempted & { readonly agencyId: string })[]
}

/** Measures one indicator over the agencies of its scope, and each agency by itself. */
export function measureIndicator(
  indicator: Indicator,
  plan: Plan,
  input: MeasureInput,
): IndicatorResult {
  const parts = partsOf(indicator, plan, input)
  const inScope = parts.filter(({ outside }) => outside === null)
  return {
    indicatorId: indicator.id,
    ...provinceResult(indicator, plan, { parts: inScope, input }),
    agencies: parts.map((part) => agencyResult(indicator, plan, { part, input })),
    classes: indicator.areClassesApart
      ? (indicator.classes ?? hostClasses).map((one) => {
          const only = { ...indicator, classes: [one] }
          const ofClass = partsOf(only, plan, input).filter(({ outside }) => outside === null)
          return { class: one, ...provinceResult(only, plan, { parts: ofClass, input }) }
        })
      : [],
    agenciesInScope: inScope.length,
    agenciesUndeclared: inScope.filter(({ amount }) => isUndeclared(amount)).length,
    offenders: inScope.flatMap(({ agency, amount }) =>
      (amount?.offenders ?? []).map((one) => ({ agencyId: agency.id, ...one })),
    ),
    exempted: inScope.flatMap(({ agency, amount }) =>
      (amount?.exempted ?? []).map((one) => ({ agencyId: agency.id, ...one })),
    ),
  }
}

type Part = {
  readonly agency: InputAgency
  readonly outside: OutsideReason | null
  readonly amount: Amount | null
}
type Parts = { readonly parts: readonly Part[]; readonly input: MeasureInput }

const isUndeclared = (amount: Amount | null) => amount === null || amount.isPartial

function partsOf(indicator: Indicator, plan: Plan, input: MeasureInput): Part[] {
  const look = lookOf(indicator, plan, input)
  const metric = metrics[indicator.metric]
  return input.agencies.map((agency) => {
    const outside = outsideOf(agency, indicator)
    if (outside !== null) return { agency, outside, amount: null }
    const isUnplaced = indicator.levels !== null && agency.level === null
    return {
      agency,
      outside,
      amount: isUnplaced ? unplaced(metric) : amountOf(agency, metric, look),
    }
  })
}

function lookOf(indicator: Indicator, plan: Plan, input: MeasureInput): MetricLook {
  return {
    cutOffDay: input.cutOffDay,
    figure: indicator.figure ?? indicator.metric,
    classes: indicator.classes ?? hostClasses,
    doPublicEmployeesCount: plan.settings.doPublicEmployeesCount.value,
    years: plan.years,
    honoursExemptions: plan.exemptions.some((one) => one.indicatorIds.includes(indicator.id)),
  }
}

const sameWord = (left: string, right: string) =>
  left.normalize('NFC').trim().toLowerCase() === right.normalize('NFC').trim().toLowerCase()

function outsideOf(agency: InputAgency, { levels }: Indicator): OutsideReason | null {
  if (agency.exclusion !== null) return 'excluded'
  const { level } = agency
  if (levels === null || level === null) return null
  return levels.some((one) => sameWord(one, level)) ? null : 'other-level'
}

const oneUnknown = { met: 0, unmet: 0, unknown: 1, notApplicable: 0 }

/** Nobody has said of which level an agency is: whatever it declares, it may or may not be meant. */
function unplaced({ subject }: Metric): Amount | null {
  return subject === 'agency' ? amountOfCounts(oneUnknown, { isPartial: true }) : null
}

/** An agency that has declared nothing is one unknown agency; of an amount it is an unknown amount. */
function amountOf(agency: InputAgency, metric: Metric, look: MetricLook): Amount | null {
  if (metric.subject === 'amount') return metric.amountOf(agency, look)
  const state = metric.stateOf(agency, look)
  if (state === null) return amountOfCounts(oneUnknown, { isPartial: true })
  return amountOfCounts(measure([state]))
}

const notApplicable = {
  counts: null,
  worst: null,
  best: null,
  declared: null,
  isLowerBound: false,
  verdict: 'not-applicable',
  missing: null,
} as const satisfies Result

function provinceResult(indicator: Indicator, plan: Plan, { parts, input }: Parts): Result {
  if (parts.length === 0 || !holdsOn(indicator, input.cutOffDay)) return notApplicable
  const figures = figuresOf(indicator, parts)
  const decision =
    indicator.aggregation === 'each-agency'
      ? allDecisions(parts.map((part) => agencyResult(indicator, plan, { part, input })))
      : decisionOf(indicator, plan, { figures, parts, input })
  return { ...resultOf(figures), ...decision }
}

/** Whether an indicator is in force on a day; a successor may have taken its place. */
function holdsOn({ from, until }: Indicator, day: string): boolean {
  return (from === null || from <= day) && (until === null || day <= until)
}

type Figures = {
  readonly worst: Fraction
  readonly best: Fraction
  readonly counts: Measurement | null
  readonly declared: ExactRatio | null
  readonly isLowerBound: boolean
  /** Something of it was not declared. */
  readonly isOpen: boolean
}

/** Null: nobody has declared anything. */
function figuresOf(indicator: Indicator, parts: readonly Part[]): Figures | null {
  const amounts = parts.flatMap(({ amount }) => (amount === null ? [] : [amount]))
  if (amounts.length === 0) return null
  const { kind, declaredBy, aggregation } = indicator
  const counts = amounts.map((amount) => amount.counts)
  const declared = amounts.flatMap((amount) => (amount.declared === null ? [] : [amount.declared]))
  const isOpen =
    aggregation !== 'share-of-agencies' &&
    declaredBy === 'every-agency' &&
    parts.some(({ amount }) => isUndeclared(amount))
  return {
    worst: pooled(
      amounts.map(({ worst }) => worst),
      kind,
    ),
    best: pooled(
      amounts.map(({ best }) => best),
      kind,
    ),
    counts: counts.every((one) => one !== null) ? counts.reduce(addMeasurement) : null,
    declared: declared.length === 0 ? null : shown(pooled(declared.map(bigger), kind)),
    isLowerBound: amounts.some((amount) => amount.isLowerBound),
    isOpen,
  }
}

const bigger = ({ numerator, denominator }: ExactRatio): Fraction => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
})

function resultOf(figures: Figures | null): Omit<Result, 'verdict' | 'missing'> {
  if (figures === null) {
    return { counts: null, worst: null, best: null, declared: null, isLowerBound: false }
  }
  const { worst, best, counts, declared, isLowerBound } = figures
  const isEmpty = worst.denominator === 0n || best.denominator === 0n
  return {
    counts,
    worst: isEmpty ? null : shown(worst),
    best: isEmpty ? null : shown(best),
    declared,
    isLowerBound,
  }
}

type Deciding = Parts & { readonly figures: Figures | null }

const undeclared = { verdict: 'insufficient-data', missing: 'no-declaration' } as const

function decisionOf(
  indicator: Indicator,
  plan: Plan,
  { figures, parts, input }: Deciding,
): Decision {
  if (figures === null) return undeclared
  const isSilent = parts.every(({ amount }) => isUndeclared(amount))
  const decision = decide({
    ...indicator,
    ...figures,
    tolerance: indicator.tolerance?.below ?? null,
  })
  if (figures.isOpen) return isBeyondDoubt(indicator, figures) ? decision : undeclared
  if (decision.missing !== 'unknown-decides') return decision
  const metric = metrics[indicator.metric]
  if (metric.subject === 'agency' && isSilent) return undeclared
  const bySetting = metric.subject === 'amount' ? metric.isOpenBySetting : undefined
  return bySetting?.(lookOf(indicator, plan, input))
    ? { verdict: 'needs-decision', missing: 'setting-undecided' }
    : decision
}

/**
 * Whether what was declared decides by itself, whatever the others will declare: a count only grows, and one that
 * falls short keeps a whole from being complete.
 */
function isBeyondDoubt(indicator: Indicator, { worst, best }: Figures): boolean {
  const { kind, comparator, target } = indicator
  if (kind === 'count') {
    const isCeiling = comparator === 'eq' || comparator === 'lte' || comparator === 'lt'
    if (!isCeiling) return holds(worst, comparator, target)
    // Over the target already; more can only be more.
    return holds(best, comparator === 'lt' ? 'gte' : 'gt', target)
  }
  const isWhole = target.numerator === target.denominator
  return kind === 'share' && comparator === 'gte' && isWhole && holds(best, 'lt', target)
}

/** The target binds every agency: all have to meet it, one that does not decides. */
function allDecisions(results: readonly AgencyResult[]): Decision {
  const failing = results.find(
    ({ verdict }) => verdict === 'unmet' || verdict === 'below-aspiration',
  )
  if (failing) return { verdict: failing.verdict, missing: null }
  const open = results.find(({ verdict }) => verdict === 'needs-decision')
  const undecided = results.find(({ verdict }) => verdict === 'insufficient-data')
  if (undecided) return { verdict: 'insufficient-data', missing: undecided.missing }
  if (open) return { verdict: 'needs-decision', missing: open.missing }
  const isTolerated = results.some(({ verdict }) => verdict === 'within-tolerance')
  return { verdict: isTolerated ? 'within-tolerance' : 'met', missing: null }
}

type OneAgency = { readonly part: Part; readonly input: MeasureInput }

function agencyResult(indicator: Indicator, plan: Plan, { part, input }: OneAgency): AgencyResult {
  const { agency, outside, amount } = part
  const identity = {
    agencyId: agency.id,
    outside,
    exclusion: agency.exclusion?.reason ?? null,
    isDeclared: !isUndeclared(amount),
    isReference: !indicator.bindsEachAgency,
  }
  if (outside !== null || !holdsOn(indicator, input.cutOffDay)) {
    return { ...notApplicable, ...identity }
  }
  const figures = figuresOf({ ...indicator, declaredBy: 'every-agency' }, [part])
  const decision = decisionOf(indicator, plan, { figures, parts: [part], input })
  return { ...resultOf(figures), ...decision, ...identity }
}
