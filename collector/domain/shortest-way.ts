import type { ShortestWayView } from '#protocol/plan-views.ts'
import type { ExactRatio } from '#protocol/views.ts'
import type { AgencyResult, IndicatorResult } from './measure-indicator.ts'
import type { InputAgency } from './measure-input.ts'
import type { Indicator } from './plan.ts'

/** Which agencies bring the province over the line soonest, and what would settle a figure without a verdict. */
export function shortestWay(
  indicator: Indicator,
  result: IndicatorResult,
  agencies: readonly InputAgency[],
): ShortestWayView {
  const names = new Map(agencies.map(({ id, name }) => [id, name]))
  const named = (agency: AgencyResult) => names.get(agency.agencyId) ?? agency.agencyId
  const inScope = result.agencies.filter(({ outside }) => outside === null)
  const needed = neededOf(indicator, result, inScope)
  return {
    needed,
    steps: stepsOf(indicator, inScope, { needed, named }),
    settling: settlingOf(indicator, { result, inScope, agencies, named }),
    ...decidersOf(indicator, result),
  }
}

/**
 * The least part of a whole that satisfies a comparator: of 1000 machines "more than 90 %" asks for 901, "at least
 * 90 %" for 900. Null: the comparator asks for no more of anything.
 */
export function leastMet(
  { comparator, target, tolerance }: Pick<Indicator, 'comparator' | 'target' | 'tolerance'>,
  whole: number,
): bigint | null {
  const [part, of] = loweredBy(target, comparator === 'approx' ? (tolerance?.below ?? null) : null)
  const product = part * BigInt(whole)
  switch (comparator) {
    case 'gt':
      return product / of + 1n
    case 'gte':
    case 'approx':
    case 'exists':
      return (product + of - 1n) / of
    case 'eq':
    case 'lte':
    case 'lt':
      return null
  }
}

function loweredBy(target: ExactRatio, below: ExactRatio | null): [bigint, bigint] {
  const [part, whole] = [BigInt(target.numerator), BigInt(target.denominator)]
  if (below === null) return [part, whole]
  const [less, of] = [BigInt(below.numerator), BigInt(below.denominator)]
  return [part * of - less * whole, whole * of]
}

/** Over the line on what is proven: no unknown is met. */
function neededOf(
  indicator: Indicator,
  { worst, verdict, counts }: IndicatorResult,
  inScope: readonly AgencyResult[],
): number | null {
  if (verdict === 'not-applicable' || worst === null) return null
  if (indicator.aggregation === 'each-agency') {
    return inScope.filter((agency) => !isReached(agency)).length
  }
  const least = leastMet(indicator, worst.denominator)
  // Of what should be none, every one that was found has to go.
  if (least === null) return counts === null ? null : counts.unmet
  const missing = Number(least) - worst.numerator
  // What is there is all that can be met: no share of it is enough.
  if (counts !== null && missing > counts.unmet + counts.unknown) return null
  return Math.max(0, missing)
}

const isReached = ({ verdict }: AgencyResult) =>
  verdict === 'met' || verdict === 'within-tolerance' || verdict === 'not-applicable'

type Naming = { readonly named: (agency: AgencyResult) => string }

/** Most to be won first: so few agencies as possible are asked. */
function stepsOf(
  indicator: Indicator,
  inScope: readonly AgencyResult[],
  { needed, named }: Naming & { needed: number | null },
): ShortestWayView['steps'] {
  if (needed === null || needed === 0) return []
  let left = needed
  const isProhibition = leastMet(indicator, 1) === null
  return inScope
    .flatMap((agency) => {
      const { unmet = 0, unknown = 0 } = agency.counts ?? {}
      const winnable = winnableOf(agency, { isProhibition, indicator })
      return winnable === 0 ? [] : [{ agency, unmet, unknown, winnable }]
    })
    .toSorted((one, other) => other.winnable - one.winnable || other.unmet - one.unmet)
    .flatMap(({ agency, unmet, unknown, winnable }) => {
      const take = Math.min(left, winnable)
      left -= take
      if (take === 0) return []
      return [{ agencyId: agency.agencyId, name: named(agency), unmet, unknown, take }]
    })
}

type Winning = { readonly isProhibition: boolean; readonly indicator: Indicator }

/** How much one agency can add. What has no units can be raised at every agency that lies below the target itself. */
function winnableOf(agency: AgencyResult, { isProhibition, indicator }: Winning): number {
  if (indicator.aggregation === 'each-agency') return isReached(agency) ? 0 : 1
  const { counts, worst } = agency
  if (counts !== null) return isProhibition ? counts.unmet : counts.unmet + counts.unknown
  if (worst === null || indicator.kind === 'count') return 0
  const least = leastMet(indicator, worst.denominator)
  return least === null ? 0 : Math.max(0, Number(least) - worst.numerator)
}

type Settling = Naming & {
  readonly result: IndicatorResult
  readonly inScope: readonly AgencyResult[]
  readonly agencies: readonly InputAgency[]
}

function settlingOf(
  indicator: Indicator,
  { result, inScope, agencies, named }: Settling,
): ShortestWayView['settling'] {
  const { missing, verdict } = result
  if (missing === null || verdict === 'met') return []
  if (missing === 'no-tolerance') return [whole('tolerance')]
  if (missing === 'setting-undecided') return [whole('setting')]
  const unplaced = new Set(
    indicator.levels === null
      ? []
      : agencies.filter(({ level }) => level === null).map(({ id }) => id),
  )
  return inScope
    .flatMap((agency): ShortestWayView['settling'] => {
      const { agencyId } = agency
      const of = { agencyId, name: named(agency) }
      if (unplaced.has(agencyId)) return [{ ...of, what: 'level', count: 1 }]
      const unknown = indicator.collection === 'declared' ? 0 : (agency.counts?.unknown ?? 0)
      return [
        ...(agency.isDeclared ? [] : [{ ...of, what: 'declaration' as const, count: 1 }]),
        ...(unknown > 0 ? [{ ...of, what: 'machines' as const, count: unknown }] : []),
      ]
    })
    .toSorted((one, other) => other.count - one.count)
}

const whole = (what: 'tolerance' | 'setting') => ({ agencyId: '', name: '', what, count: 1 })

/** How many of the unknown decide it either way; null where that is not the question. */
function decidersOf(
  indicator: Indicator,
  { counts, worst, missing }: IndicatorResult,
): Pick<ShortestWayView, 'metDecides' | 'unmetDecides'> {
  const none = { metDecides: null, unmetDecides: null }
  if (missing !== 'unknown-decides' || counts === null || worst === null) return none
  const least = leastMet(indicator, worst.denominator)
  if (least === null) return { metDecides: counts.unknown, unmetDecides: 1 }
  return {
    metDecides: Number(least) - counts.met,
    unmetDecides: counts.met + counts.unknown - Number(least) + 1,
  }
}
