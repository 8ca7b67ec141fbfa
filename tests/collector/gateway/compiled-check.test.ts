import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { compileCheck } from '#collector/gateway/compiled-check.ts'
import { probeIds, readingSchemas } from '#protocol/facts/registry.ts'
import { aReading } from '#tests/builders/readings.ts'

const runs = { numRuns: 200 }

/** One place of a JSON value replaced by something else, added to, or taken away. */
function spoil(value: unknown, path: readonly number[], other: unknown): unknown {
  if (typeof value !== 'object' || value === null) return other
  const keys = Object.keys(value)
  const [step = 0, ...rest] = path
  const key = keys[step % (keys.length + 1)]
  if (key === undefined)
    return Array.isArray(value) ? [...value, other] : { ...value, extra: other }
  const inner: unknown = Reflect.get(value, key)
  const isEnd = rest.length === 0 || typeof inner !== 'object' || inner === null
  const next = isEnd ? other : spoil(inner, rest, other)
  if (Array.isArray(value)) return value.with(Number(key), next)
  return { ...value, [key]: next }
}

test.each(probeIds)('the compiled check of %s takes every reading that zod takes', (probe) => {
  const check = compileCheck(readingSchemas[probe])
  fc.assert(
    fc.property(aReading(probe), (reading) => {
      expect(readingSchemas[probe].safeParse(reading).success).toBe(true)
      expect(check(JSON.parse(JSON.stringify(reading)))).toBe(true)
    }),
    runs,
  )
})

test.each(probeIds)('the compiled check of %s takes nothing that zod refuses', (probe) => {
  const check = compileCheck(readingSchemas[probe])
  const anything = fc.jsonValue({ maxDepth: 2 })
  let refused = 0
  fc.assert(
    fc.property(
      aReading(probe),
      fc.array(fc.nat(20), { maxLength: 4 }),
      anything,
      (reading, path, other) => {
        const spoiled = JSON.parse(JSON.stringify(spoil(reading, path, other))) as unknown
        const isTaken = readingSchemas[probe].safeParse(spoiled).success
        if (!isTaken) refused += 1
        expect(check(spoiled)).toBe(isTaken)
      },
    ),
    { numRuns: 400 },
  )
  expect(refused).toBeGreaterThan(50)
})

test('a schema that it cannot express is refused when it is compiled', () => {
  expect(() => compileCheck(z.object({ any: z.unknown() }))).toThrow('strict')
  expect(() => compileCheck(z.string().startsWith('a').and(z.string()))).toThrow('not known')
})
