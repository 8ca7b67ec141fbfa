import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { compileCheck } from '#collector/gateway/compiled-check.ts'
import { heartbeatFrame, reportFrame } from '#protocol/frames.ts'
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

test('the compiled checks of the hot frames take what zod takes, and nothing that it refuses', () => {
  const header = {
    type: 'report',
    sequence: 3,
    sentAtMs: 1_795_000_000_000,
    readings: [
      ['os', 1_795_000_000_000],
      ['ports', 1_795_000_000_001],
    ],
    confirmed: { agent: 1_795_000_000_002 },
  }
  const schema = z.strictObject(reportFrame.shape)
  const check = compileCheck(schema)
  expect(check(header)).toBe(true)
  expect(check({ ...header, readings: [], confirmed: {} })).toBe(true)
  const other = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('os', 0, -1, 2 ** 53))
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 4 }), other, (path, value) => {
      const spoiled = JSON.parse(JSON.stringify(spoil(header, path, value))) as unknown
      expect(check(spoiled)).toBe(schema.safeParse(spoiled).success)
    }),
    { numRuns: 1000 },
  )
  const beats = compileCheck(z.strictObject(heartbeatFrame.shape))
  expect(beats({ type: 'heartbeat', sequence: 1 })).toBe(true)
  for (const sequence of [0, 1.5, '1', null]) {
    expect(beats({ type: 'heartbeat', sequence })).toBe(false)
  }
  expect(beats({ type: 'heartbeat', sequence: 1, more: 1 })).toBe(false)
})

test('a schema that it cannot express is refused when it is compiled', () => {
  expect(() => compileCheck(z.object({ any: z.unknown() }))).toThrow('strict')
  expect(() => compileCheck(z.string().startsWith('a').and(z.string()))).toThrow('not known')
})
