import { hostClasses } from '#protocol/values.ts'
import type { ExactRatio } from '#protocol/views.ts'
import type { AgencyState } from '../frozen.ts'
import type { Fraction } from '../fraction.ts'
import type { IndicatorResult } from '../measure-indicator.ts'
import { countedBy } from '../moved-comparison.ts'
import type { Indicator } from '../plan.ts'
import type { Fault } from './faults.ts'

/**
 * What so many machines put right add to a share: exactly this much of it, because a machine that is unmet or
 * unknown stands in the denominator already. Null: there is nothing to compute from.
 */
export function gainOf(machines: number, figure: ExactRatio | null | undefined): ExactRatio | null {
  if (!figure || figure.denominator === 0) return null
  return { numerator: machines, denominator: figure.denominator }
}

/** Gains added up; those of one denominator keep it. */
export function addGain(left: Fraction, right: ExactRatio): Fraction {
  const [part, whole] = [BigInt(right.numerator), BigInt(right.denominator)]
  if (left.denominator === whole) return { numerator: left.numerator + part, denominator: whole }
  return {
    numerator: left.numerator * whole + part * left.denominator,
    denominator: left.denominator * whole,
  }
}

/** Negative where the left gain is the greater: what is worth most stands first. */
export function byGain(left: Fraction, right: Fraction): number {
  const difference = right.numerator * left.denominator - left.numerator * right.denominator
  if (difference === 0n) return 0
  return difference > 0n ? 1 : -1
}

/** One number of the plan, and how many machines of a remedy it would gain. */
export type RemedyGain = {
  readonly indicator: Indicator
  /** A count of what should not be there falls by so many; a share rises by so many of `denominator`. */
  readonly kind: 'share' | 'count'
  /** Proven: they are unmet, and this alone puts them right. */
  readonly surely: number
  /** Of which nothing is known: they gain as far as they turn out well. */
  readonly perhaps: number
  readonly denominator: number
  readonly isLowerBound: boolean
}

/** A machine with what is to be done on it. */
export type FaultyMachine = { readonly id: string; readonly faults: readonly Fault[] }

/** What the numbers of a plan were made from. */
export type Measured = {
  readonly indicators: readonly Indicator[]
  readonly results: readonly IndicatorResult[]
  readonly agencies: readonly AgencyState[]
}

/** What each remedy would add to each number of the plan if it were done on all of these machines. */
export function gainsOf(
  { indicators, results, agencies }: Measured,
  machines: readonly FaultyMachine[],
): ReadonlyMap<string, readonly RemedyGain[]> {
  const gains = new Map<string, RemedyGain[]>()
  for (const indicator of indicators) {
    const result = results.find(({ indicatorId }) => indicatorId === indicator.id)
    const counted = countedBy(indicator)
    if (!result?.worst || counted.of !== 'machines') continue
    const inFigure = machinesInFigure(indicator, result, agencies)
    const tally = new Map<string, { surely: number; perhaps: number }>()
    for (const { id, faults } of machines) {
      if (!inFigure.has(id)) continue
      for (const { remedy, controls } of faults) {
        const own = controls.find(({ control }) => control === counted.control)
        if (!own || own.settling === 'not-alone') continue
        const sum = tally.get(remedy) ?? { surely: 0, perhaps: 0 }
        sum[own.settling] += 1
        tally.set(remedy, sum)
      }
    }
    const { kind } = counted
    const { denominator } = result.worst
    for (const [remedy, sum] of tally) {
      const gain = { indicator, kind, ...sum, denominator, isLowerBound: result.isLowerBound }
      gains.set(remedy, [...(gains.get(remedy) ?? []), gain])
    }
  }
  return gains
}

/** The hosts, and the machines of the register that never enrolled, which stand in the number. */
function machinesInFigure(
  indicator: Indicator,
  result: IndicatorResult,
  agencies: readonly AgencyState[],
): ReadonlySet<string> {
  const classes = indicator.classes ?? hostClasses
  const counting = new Set(
    result.agencies
      .filter(({ outside, counts }) => outside === null && counts !== null)
      .map(({ agencyId }) => agencyId),
  )
  const inFigure = new Set<string>()
  for (const { id, part } of agencies) {
    if (!counting.has(id)) continue
    for (const host of part.hosts) {
      if (host.isCounted && classes.includes(host.class)) inFigure.add(host.id)
    }
    for (const machine of part.machines) {
      if (classes.includes(machine.class)) inFigure.add(machine.entryId)
    }
  }
  return inFigure
}
