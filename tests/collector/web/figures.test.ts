import fc from 'fast-check'
import { expect, test } from 'vitest'
import { figureOf, positionOn, targetOf } from '#collector/web/figures.ts'

const of = (numerator: number, denominator: number) => ({ numerator, denominator })
const above90 = { comparator: 'gt', target: of(90, 100) } as const
const atLeast90 = { comparator: 'gte', target: of(90, 100) } as const

test('a share is cut, never rounded up over its target', () => {
  expect(figureOf('share', of(8_999, 10_000), atLeast90)).toEqual({ value: 89.9, decimals: 1 })
})

test('exactly 90% does not look like more than 90%', () => {
  expect(figureOf('share', of(90, 100), above90)).toEqual({ value: 90, decimals: 1 })
})

test('a share just above its target shows the decimals that say so', () => {
  expect(figureOf('share', of(90_001, 100_000), above90)).toEqual({ value: 90.001, decimals: 3 })
})

test('one computer on a forbidden setting never prints as 0%', () => {
  const none = { comparator: 'eq', target: of(0, 1) } as const
  expect(figureOf('share', of(1, 5_000), none)).toEqual({ value: 0.02, decimals: 2 })
})

test('none and all of a population print without decimals', () => {
  expect(figureOf('share', of(0, 7), atLeast90)).toEqual({ value: 0, decimals: 0 })
  expect(figureOf('share', of(7, 7), atLeast90)).toEqual({ value: 100, decimals: 0 })
})

test('an empty population has no figure', () => {
  expect(figureOf('share', of(0, 0), atLeast90)).toBeNull()
})

test('a ratio has two decimals and a count none', () => {
  const perOfficial = { comparator: 'gte', target: of(9, 10) } as const
  expect(figureOf('ratio', of(87, 100), perOfficial)).toEqual({ value: 0.87, decimals: 2 })
  expect(figureOf('count', of(620, 1), null)).toEqual({ value: 620, decimals: 0 })
})

test('the printed figure always lies on the side of the target on which the integers are', () => {
  const counts = fc.record({
    denominator: fc.integer({ min: 1, max: 1_000_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    target: fc.integer({ min: 0, max: 100 }),
  })
  fc.assert(
    fc.property(counts, ({ denominator, share, target }) => {
      const numerator = Math.floor(denominator * share)
      const goal = { comparator: 'gt', target: of(target, 100) } as const
      const figure = figureOf('share', of(numerator, denominator), goal)
      const exact = Math.sign(numerator * 100 - target * denominator)
      expect(Math.sign((figure?.value ?? 0) - target)).toBe(exact)
    }),
  )
})

test('a target prints with the decimals it has and no more', () => {
  expect(targetOf('share', of(90, 100))).toEqual({ value: 90, decimals: 0 })
  expect(targetOf('share', of(995, 1000))).toEqual({ value: 99.5, decimals: 1 })
  expect(targetOf('ratio', of(9, 10))).toEqual({ value: 0.9, decimals: 1 })
  expect(targetOf('count', of(0, 1))).toEqual({ value: 0, decimals: 0 })
})

test('the bar of a ratio ends a quarter above its target, so that the tick stays inside', () => {
  expect(positionOn('ratio', of(9, 10), of(9, 10))).toBeCloseTo(0.8)
  expect(positionOn('ratio', of(30, 10), of(9, 10))).toBe(1)
  expect(positionOn('share', of(1, 4), of(90, 100))).toBe(0.25)
})
