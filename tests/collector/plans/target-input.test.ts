import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ratioOf, typedOf } from '#collector/web/screens/plans/target-input.ts'

test('what is typed becomes an exact fraction, with a comma or a point', () => {
  expect(ratioOf('share', '90')).toEqual({ numerator: 90, denominator: 100 })
  expect(ratioOf('share', '87,5')).toEqual({ numerator: 875, denominator: 1000 })
  expect(ratioOf('ratio', '0.9')).toEqual({ numerator: 9, denominator: 10 })
  expect(ratioOf('count', ' 10 ')).toEqual({ numerator: 10, denominator: 1 })
})

test('what is no number, or too long for one, is nothing', () => {
  for (const text of ['', '90%', '-1', '1.000,5', '9e9', '1234567890123', 'chín mươi']) {
    expect([text, ratioOf('share', text)]).toEqual([text, null])
  }
})

test('a target is typed again as it was', () => {
  const typed = fc
    .tuple(fc.nat(999), fc.integer({ min: 0, max: 99 }))
    .map(([whole, decimals]) => (decimals === 0 ? `${whole}` : `${whole},${decimals}`))
    .map((text) =>
      text.replace(/,(\d*?)0+$/, (_all, kept: string) => (kept === '' ? '' : `,${kept}`)),
    )
  fc.assert(
    fc.property(typed, fc.constantFrom('share', 'ratio'), (text, kind) => {
      const ratio = ratioOf(kind, text)
      expect(ratio && typedOf(kind, ratio, ',')).toBe(text)
    }),
  )
})
