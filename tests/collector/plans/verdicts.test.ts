import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AgencyResult } from '#domain/measure-indicator.ts'
import { measureIndicator } from '#domain/measure-indicator.ts'
import type { InputAgency } from '#domain/measure-input.ts'
import { leastMet, shortestWay } from '#domain/shortest-way.ts'
import { indicatorView } from '#protocol/views.ts'
import {
  aDenominator,
  anAgency,
  anInput,
  indicatorOf,
  measured,
} from '#tests/builders/measure-input.ts'

/** Small counts, so that figures fall on the target itself. */
const count = fc.oneof(fc.nat(12), fc.nat(3_000))
const counts = fc.record({ met: count, unmet: count, unknown: count, notApplicable: count })
const comparators = indicatorView.shape.comparator.options
const target = fc
  .tuple(fc.nat(20), fc.integer({ min: 1, max: 20 }))
  .map(([one, other]) => ({ numerator: Math.min(one, other), denominator: other }))

type Counts = { met: number; unmet: number; unknown: number; notApplicable: number }
const agencyOf = (one: Counts, index: number): InputAgency => {
  const population = one.met + one.unmet + one.unknown + one.notApplicable
  return anAgency({
    id: `a${index}`,
    machines: {
      workstation: { denominator: aDenominator(population), counts: { protected: one } },
    },
  })
}

/** The verdict by rational numbers of arbitrary size, written anew from the words of the plan. */
function oracle(
  parts: Counts[],
  comparator: string,
  goal: { numerator: number; denominator: number },
) {
  const sum = (of: (one: Counts) => number) =>
    BigInt(parts.reduce((total, one) => total + of(one), 0))
  const [met, unmet, unknown] = [
    sum((one) => one.met),
    sum((one) => one.unmet),
    sum((one) => one.unknown),
  ]
  const population = met + unmet + unknown
  if (population === 0n) return 'insufficient-data'
  const side = (part: bigint) => {
    const difference = part * BigInt(goal.denominator) - BigInt(goal.numerator) * population
    return difference === 0n ? 0 : difference > 0n ? 1 : -1
  }
  const isMet = (at: number) =>
    ({
      gt: at > 0,
      gte: at >= 0,
      approx: at >= 0,
      exists: at >= 0,
      eq: at === 0,
      lte: at <= 0,
      lt: at < 0,
    })[comparator] ?? false
  const [worst, best] = [side(met), side(met + unknown)]
  // The share may be any between the two.
  const isOpen = isMet(worst) !== isMet(best) || (comparator === 'eq' && worst !== best)
  if (isOpen) return 'insufficient-data'
  if (isMet(worst)) return 'met'
  return comparator === 'approx' ? 'needs-decision' : 'unmet'
}

test('the verdict equals that of an independent computation with rationals', () => {
  fc.assert(
    fc.property(
      fc.array(counts, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...comparators),
      target,
      (parts, comparator, goal) => {
        const { verdict } = measured('tq1670.i01', {
          agencies: parts.map(agencyOf),
          differences: { comparator, target: goal },
        })
        expect(verdict).toBe(oracle(parts, comparator, goal))
      },
    ),
    { numRuns: 400 },
  )
})

test('the four counts of the province are the sums of those of its agencies', () => {
  fc.assert(
    fc.property(fc.array(counts, { minLength: 1, maxLength: 8 }), (parts) => {
      const result = measured('tq1670.i01', { agencies: parts.map(agencyOf) })
      const total = (of: (one: AgencyResult) => number) =>
        result.agencies.reduce((sum, one) => sum + of(one), 0)
      expect(result.counts).toEqual({
        met: total(({ counts: one }) => one?.met ?? 0),
        unmet: total(({ counts: one }) => one?.unmet ?? 0),
        unknown: total(({ counts: one }) => one?.unknown ?? 0),
        notApplicable: total(({ counts: one }) => one?.notApplicable ?? 0),
      })
    }),
    { numRuns: 100 },
  )
})

test('the shortest way is exact: so many more bring it over the line, and one less does not', () => {
  fc.assert(
    fc.property(
      fc.array(counts, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('gt' as const, 'gte' as const),
      target,
      (parts, comparator, goal) => {
        const agencies = parts.map(agencyOf)
        const { plan, indicator } = indicatorOf('tq1670.i01', { comparator, target: goal })
        const result = measureIndicator(indicator, plan, anInput(agencies))
        const { needed, steps } = shortestWay(indicator, result, agencies)
        if (needed === null || needed === 0) return
        expect(steps.reduce((sum, { take }) => sum + take, 0)).toBe(needed)
        const raised = (less: number) =>
          parts.map((one, index) => {
            const take = steps.find(({ agencyId }) => agencyId === `a${index}`)?.take ?? 0
            const isFirst = steps[0]?.agencyId === `a${index}`
            const more = take - (isFirst ? less : 0)
            const unmet = Math.max(0, one.unmet - more)
            return {
              ...one,
              met: one.met + more,
              unmet,
              unknown: one.unknown + one.unmet - unmet - more,
            }
          })
        const verdictOf = (list: Counts[]) => {
          const known = list.map((one) => ({ ...one, unmet: one.unmet + one.unknown, unknown: 0 }))
          return oracle(known, comparator, goal)
        }
        expect(verdictOf(raised(0))).toBe('met')
        expect(verdictOf(raised(1))).toBe('unmet')
      },
    ),
    { numRuns: 300 },
  )
})

test('901 of 1000 for "trên 90%", 900 for "tối thiểu 90%", 2 of 2 for 100 %', () => {
  const least = (comparator: 'gt' | 'gte' | 'approx', part: number, whole: number) =>
    leastMet({ comparator, target: { numerator: part, denominator: 100 }, tolerance: null }, whole)
  expect(least('gt', 90, 1000)).toBe(901n)
  expect(least('gte', 90, 1000)).toBe(900n)
  expect(least('gte', 90, 1001)).toBe(901n)
  expect(least('gte', 100, 2)).toBe(2n)
  expect(least('approx', 70, 10)).toBe(7n)
})

test('what would settle it says how many unknown decide either way, and where they are', () => {
  const of = (met: number, unmet: number, unknown: number) => ({
    met,
    unmet,
    unknown,
    notApplicable: 0,
  })
  const agencies = [of(85, 5, 2), of(5, 0, 3)].map(agencyOf)
  const { plan, indicator } = indicatorOf('tq1670.i01', {
    comparator: 'gt',
    target: { numerator: 90, denominator: 100 },
  })
  const result = measureIndicator(indicator, plan, anInput(agencies))
  const way = shortestWay(indicator, result, agencies)
  expect(way).toMatchObject({ needed: 1, metDecides: 1, unmetDecides: 5 })
  expect(way.settling.map(({ agencyId, what, count: many }) => [agencyId, what, many])).toEqual([
    ['a1', 'machines', 3],
    ['a0', 'machines', 2],
  ])
})

test('a denominator of zero is no figure: nothing is divided, and nothing is met or unmet', () => {
  const { indicator, plan } = indicatorOf('tq1670.i01')
  for (const agencies of [[], [agencyOf({ met: 0, unmet: 0, unknown: 0, notApplicable: 0 }, 1)]]) {
    const result = measureIndicator(indicator, plan, anInput(agencies))
    expect(['met', 'unmet']).not.toContain(result.verdict)
    expect(result.worst?.denominator ?? 0).toBe(0)
  }
})
