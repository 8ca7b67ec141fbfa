import * as fc from 'fast-check'
import { because, unknown, type Unknown } from '#protocol/values.ts'

/** The moment around which the generated dates lie: 22/11/2026 in the morning. */
export const aMomentMs = Date.UTC(2026, 10, 22, 2)

const dayMs = 86_400_000
export const word = fc.stringMatching(/^[a-z][a-z0-9 .-]{0,14}$/)
export const moment = fc.oneof(
  fc.integer({ min: -40 * dayMs, max: 40 * dayMs }).map((offset) => aMomentMs + offset),
  fc.integer({ min: 946_684_800_000, max: 4_102_444_800_000 }),
)
export const flag = fc.boolean()
export const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
export const someOf = <T>(arbitrary: fc.Arbitrary<T>, maxLength = 4) =>
  fc.array(arbitrary, { maxLength })

export const anUnknown: fc.Arbitrary<Unknown> = fc
  .constantFrom(...because.options)
  .map((reason) => unknown(reason))

export const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | Unknown> =>
  fc.oneof({ weight: 5, arbitrary }, { weight: 1, arbitrary: anUnknown })
