import type { PlanRefusalCode } from '#protocol/plan-refusals.ts'
import { metricId, type PlanBody, type PlanIndicator } from '#protocol/plans.ts'
import { indicatorView } from '#protocol/views.ts'
import { compareToTarget, holds } from './figures.ts'
import type { Metric } from './metrics/metric.ts'
import { metrics } from './metrics/registry.ts'

/** One thing that keeps a plan from being issued; the sentence is `refusal.<code>`. */
export type PlanTrouble = {
  readonly code: PlanRefusalCode
  readonly indicatorId: string | null
  readonly params: Readonly<Record<string, string | number>>
}

/** Everything that is wrong with a plan, in the order of its indicators. Empty: it can be issued. */
export function checkPlan(plan: PlanBody): PlanTrouble[] {
  return [
    ...reversed('plan', plan.from, plan.to),
    ...plan.indicators.flatMap((indicator) => [
      ...twiceIn(plan, indicator),
      ...checkSource(indicator),
      ...checkMetric(indicator),
      ...checkTarget(indicator),
      ...reversed(indicator.id, indicator.from, indicator.until),
      ...checkSuccessor(plan, indicator),
    ]),
    ...checkCycles(plan),
  ]
}

function trouble(
  code: PlanRefusalCode,
  indicatorId: string | null,
  params: PlanTrouble['params'] = {},
): PlanTrouble {
  const named = indicatorId === null ? params : { indicator: indicatorId, ...params }
  return { code, indicatorId, params: named }
}

function reversed(what: string, from: string | null, until: string | null): PlanTrouble[] {
  if (from === null || until === null || from <= until) return []
  const indicatorId = what === 'plan' ? null : what
  return [{ code: 'PLAN_DATES_REVERSED', indicatorId, params: { what, from, until } }]
}

function twiceIn({ indicators }: PlanBody, { id }: PlanIndicator): PlanTrouble[] {
  return indicators.filter((one) => one.id === id).length > 1
    ? [trouble('PLAN_INDICATOR_TWICE', id)]
    : []
}

function checkSource({ id, source, name }: PlanIndicator): PlanTrouble[] {
  const words = [source.quote.vi, source.document, source.clause, name.vi]
  return words.every((one) => one.trim() !== '') ? [] : [trouble('PLAN_QUOTE_MISSING', id)]
}

function checkMetric(indicator: PlanIndicator): PlanTrouble[] {
  const { id, metric: name, kind, aggregation, figure } = indicator
  const known = metricId.safeParse(name)
  const unit = indicatorView.shape.kind.safeParse(kind)
  return [
    ...(known.success ? [] : [trouble('PLAN_METRIC_UNKNOWN', id, { metric: name })]),
    ...(unit.success ? [] : [trouble('PLAN_UNIT_UNKNOWN', id, { unit: kind })]),
    ...(known.success ? checkFit(indicator, metrics[known.data]) : []),
    ...(namedByFigure.includes(name) && figure === null
      ? [trouble('PLAN_FIGURE_MISSING', id)]
      : []),
    ...(kind === 'count' && aggregation === 'pooled'
      ? [trouble('PLAN_AGGREGATION_UNFIT', id, { aggregation })]
      : []),
  ]
}

/** Metrics that serve many indicators, each by the name of a figure. */
const namedByFigure = ['agencies-by-figure', 'declared-share', 'declared-sum']

function checkFit({ id, kind, aggregation }: PlanIndicator, metric: Metric): PlanTrouble[] {
  const isShareOfAgencies = aggregation === 'share-of-agencies'
  const isUnitKnown = indicatorView.shape.kind.safeParse(kind).success
  return [
    ...(isUnitKnown && kind !== metric.kind
      ? [trouble('PLAN_UNIT_UNFIT', id, { unit: kind, expected: metric.kind })]
      : []),
    ...((metric.subject === 'agency') === isShareOfAgencies
      ? []
      : [trouble('PLAN_AGGREGATION_UNFIT', id, { aggregation })]),
  ]
}

function checkTarget(indicator: PlanIndicator): PlanTrouble[] {
  const { id, target, kind, comparator, tolerance } = indicator
  const impossible = [trouble('PLAN_TARGET_IMPOSSIBLE', id, { ...target })]
  if (target.denominator === 0) return impossible
  const whole = { numerator: 1, denominator: 1 }
  if (kind === 'share' && compareToTarget(target, whole) > 0) return impossible
  if (kind === 'share' && comparator === 'gt' && !holds(whole, 'gt', target)) return impossible
  if (comparator === 'lt' && target.numerator === 0) return impossible
  if (tolerance === null) return []
  const { below } = tolerance
  const isFit =
    comparator === 'approx' &&
    below.denominator > 0 &&
    below.numerator > 0 &&
    compareToTarget(below, target) < 0
  return isFit ? [] : [trouble('PLAN_TOLERANCE_UNFIT', id)]
}

function checkSuccessor({ indicators }: PlanBody, indicator: PlanIndicator): PlanTrouble[] {
  const { id, successor: successorId, until } = indicator
  if (successorId === null) return []
  const successor = indicators.find((one) => one.id === successorId)
  if (!successor) return [trouble('PLAN_SUCCESSOR_UNKNOWN', id, { successor: successorId })]
  const { from } = successor
  if (from !== null && until !== null && until < from) return []
  return [trouble('PLAN_SUCCESSOR_OVERLAPS', id, { successor: successorId, from: from ?? '—' })]
}

/** Each circle once, named by the indicators on it. */
function checkCycles({ indicators }: PlanBody): PlanTrouble[] {
  const next = new Map(indicators.map(({ id, successor }) => [id, successor]))
  const seen = new Set<string>()
  return indicators.flatMap(({ id }) => {
    const circle = circleFrom(id, next)
    if (circle === null || circle.some((one) => seen.has(one))) return []
    for (const one of circle) seen.add(one)
    const params = { indicators: [...circle, circle[0] ?? ''].join(' → ') }
    return [{ code: 'PLAN_SUCCESSOR_CYCLE' as const, indicatorId: id, params }]
  })
}

/** The circle on which an indicator stands; null: it stands on none. */
function circleFrom(start: string, next: ReadonlyMap<string, string | null>): string[] | null {
  const path = [start]
  for (let at = next.get(start); at !== null && at !== undefined; at = next.get(at)) {
    if (at === start) return path
    if (path.includes(at)) return null
    path.push(at)
  }
  return null
}
