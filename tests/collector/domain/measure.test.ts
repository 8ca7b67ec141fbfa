import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalsFor } from '#domain/figures.ts'
import {
  addMeasurement,
  bestCase,
  decide,
  emptyMeasurement,
  measure,
  populationOf,
  worstCase,
  type Measurement,
} from '#domain/measure.ts'
import { verdictStates } from '#protocol/verdict-states.ts'

const states = fc.array(fc.constantFrom(...verdictStates), { maxLength: 60 })
/** Small counts too, so that figures fall on the target itself. */
const count = fc.oneof(fc.nat(10), fc.nat(5_000))
const counts: fc.Arbitrary<Measurement> = fc.record({
  met: count,
  unmet: count,
  unknown: count,
  notApplicable: count,
})
const ratio = (numerator: number, denominator: number) => ({ numerator, denominator })
const share = {
  comparator: 'gt',
  target: ratio(90, 100),
  strictness: 'hard',
  tolerance: null,
} as const

test('the four counts add up to the hosts counted, in whatever parts they are counted', () => {
  fc.assert(
    fc.property(states, states, (left, right) => {
      const whole = measure([...left, ...right])
      expect(populationOf(whole) + whole.notApplicable).toBe(left.length + right.length)
      expect(addMeasurement(measure(left), measure(right))).toEqual(whole)
      expect(addMeasurement(whole, emptyMeasurement)).toEqual(whole)
    }),
  )
})

test('exactly 90 % does not meet "more than 90 %", one machine more does', () => {
  expect(decide({ ...share, worst: ratio(900, 1000), best: ratio(900, 1000) })).toEqual({
    verdict: 'unmet',
    missing: null,
  })
  expect(decide({ ...share, worst: ratio(901, 1000), best: ratio(901, 1000) })).toEqual({
    verdict: 'met',
    missing: null,
  })
})

test('where the unknown decide there is no verdict', () => {
  expect(decide({ ...share, worst: ratio(85, 100), best: ratio(95, 100) })).toEqual({
    verdict: 'insufficient-data',
    missing: 'unknown-decides',
  })
})

test('nobody to count is not a verdict', () => {
  expect(decide({ ...share, worst: ratio(0, 0), best: ratio(0, 0) })).toEqual({
    verdict: 'insufficient-data',
    missing: 'no-population',
  })
})

test('about 70 % has no verdict below 70 until somebody decides a tolerance', () => {
  const about = { comparator: 'approx', target: ratio(70, 100), strictness: 'approximate' } as const
  const at68 = { worst: ratio(68, 100), best: ratio(68, 100) }
  expect(decide({ ...about, ...at68, tolerance: null })).toEqual({
    verdict: 'needs-decision',
    missing: 'no-tolerance',
  })
  expect(decide({ ...about, ...at68, tolerance: ratio(2, 100) }).verdict).toBe('within-tolerance')
  expect(decide({ ...about, ...at68, tolerance: ratio(1, 100) }).verdict).toBe('unmet')
  const at70 = { worst: ratio(7, 10), best: ratio(7, 10) }
  expect(decide({ ...about, ...at70, tolerance: null }).verdict).toBe('met')
})

test('an aspiration that is missed is not called unmet', () => {
  const figures = { worst: ratio(80, 100), best: ratio(80, 100) }
  const strive = { ...share, comparator: 'gte', strictness: 'aspirational' } as const
  expect(decide({ ...strive, ...figures }).verdict).toBe('below-aspiration')
})

test('a prohibition is unmet with one, met with none, and open while one may be', () => {
  const none = { comparator: 'eq', target: ratio(0, 1), strictness: 'prohibition' } as const
  const verdictOf = (best: number, worst: number) =>
    decide({ ...none, tolerance: null, best: ratio(best, 1), worst: ratio(worst, 1) }).verdict
  expect([verdictOf(1, 1), verdictOf(1, 5), verdictOf(0, 0), verdictOf(0, 3)]).toEqual([
    'unmet',
    'unmet',
    'met',
    'insufficient-data',
  ])
})

test('the verdict is that of exact rational arithmetic, for every figure between the two ends', () => {
  const comparator = fc.constantFrom('gt', 'gte', 'eq', 'lte', 'lt')
  fc.assert(
    fc.property(
      counts,
      comparator,
      fc.integer({ min: 0, max: 10 }).map((n) => n * 10),
      (measurement, comparator, percent) => {
        fc.pre(populationOf(measurement) > 0)
        const { verdict } = decide({
          comparator,
          target: ratio(percent, 100),
          strictness: 'hard',
          tolerance: null,
          worst: worstCase(measurement),
          best: bestCase(measurement),
        })
        const holdsWith = (met: number) => {
          const difference =
            BigInt(met) * 100n - BigInt(percent) * BigInt(populationOf(measurement))
          if (comparator === 'gt') return difference > 0n
          if (comparator === 'gte') return difference >= 0n
          if (comparator === 'eq') return difference === 0n
          return comparator === 'lte' ? difference <= 0n : difference < 0n
        }
        const could = Array.from({ length: measurement.unknown + 1 }, (_, extra) =>
          holdsWith(measurement.met + extra),
        )
        if (verdict === 'met') expect(could.every(Boolean)).toBe(true)
        if (verdict === 'unmet') expect(could.some(Boolean)).toBe(false)
        if (could.every(Boolean)) expect(verdict).toBe('met')
        if (measurement.unknown === 0) expect(verdict).not.toBe('insufficient-data')
      },
    ),
  )
})

test('more silence never turns an indicator into met', () => {
  const falls = fc.record({ met: fc.nat(50), unmet: fc.nat(50), notApplicable: fc.nat(50) })
  fc.assert(
    fc.property(counts, falls, fc.nat(100), (before, fall, percent) => {
      const met = Math.min(fall.met, before.met)
      const unmet = Math.min(fall.unmet, before.unmet)
      const notApplicable = Math.min(fall.notApplicable, before.notApplicable)
      const after = addMeasurement(before, {
        met: -met,
        unmet: -unmet,
        notApplicable: -notApplicable,
        unknown: met + unmet + notApplicable,
      })
      const verdictOf = (measurement: Measurement) =>
        decide({
          ...share,
          target: ratio(percent, 100),
          worst: worstCase(measurement),
          best: bestCase(measurement),
        }).verdict
      fc.pre(populationOf(before) > 0)
      if (verdictOf(before) !== 'met') expect(verdictOf(after)).not.toBe('met')
    }),
  )
})

test('a figure is printed with enough decimals to agree with its verdict', () => {
  expect(decimalsFor(ratio(9004, 10_000), ratio(90, 100), 'gt')).toBe(2)
  expect(decimalsFor(ratio(8996, 10_000), ratio(90, 100), 'gt')).toBe(1)
  expect(decimalsFor(ratio(900_001, 1_000_000), ratio(90, 100), 'gt')).toBe(4)
  expect(decimalsFor(ratio(9, 10), ratio(90, 100), 'gt')).toBe(1)
  fc.assert(
    fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 100_000 }), (part, whole) => {
      const met = Math.min(part, whole)
      const decimals = decimalsFor(ratio(met, whole), ratio(90, 100), 'gt')
      const scale = 10n ** BigInt(decimals)
      const printed = (BigInt(met) * 100n * scale) / BigInt(whole)
      expect(printed > 90n * scale).toBe(met * 100 > 90 * whole)
    }),
  )
})
