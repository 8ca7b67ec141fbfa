import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import * as addresses from '#collector/web/addresses.ts'
import { readKnown } from '#collector/web/known-search.ts'
import { shapeOf } from '#collector/web/search-shape.ts'
import { auditQuery } from '#protocol/audit-routes.ts'
import { hostQuery } from '#protocol/host-query.ts'
import { day } from '#protocol/register.ts'

const schema = hostQuery.extend({
  from: day.optional(),
  action: auditQuery.shape.action,
  code: z.string().min(2).max(5).optional(),
})

/** What the schema itself makes of an address: each bad value dropped alone. */
function knownToSchema(raw: Readonly<Record<string, string>>) {
  const isGood = (name: string) => schema.safeParse({ [name]: raw[name] }).success
  const names = Object.keys(schema.shape).filter((name) => raw[name] !== undefined)
  const bad = names.filter((name) => !isGood(name)).map((name) => [name, undefined])
  const good = names.filter(isGood).map((name) => [name, raw[name]])
  return { ...Object.fromEntries(bad), ...schema.parse(Object.fromEntries(good)) }
}

const values = fc.oneof(
  fc.string({ maxLength: 210 }),
  fc.constantFrom('', ' ', ' an ', 'yes', 'unmet', 'server', 'patched', 'worst', '2026-02-29'),
  fc.constantFrom('2028-02-29', '1790000000000', '0', '-1', '1.5', '1e3', '999999999999999', 'x'),
)

test('an address is read as the schema of its query would read it', () => {
  const shape = shapeOf(schema)
  const address = fc.dictionary(fc.constantFrom(...Object.keys(schema.shape)), values)
  fc.assert(
    fc.property(address, (raw) => {
      expect(readKnown(shape, raw)).toEqual(knownToSchema(raw))
    }),
    { numRuns: 500 },
  )
})

test('what is neither text nor word nor whole number has no place in an address', () => {
  expect(() => shapeOf(z.object({ isOpen: z.boolean() }))).toThrow()
  expect(() => shapeOf(z.object({ share: z.number() }))).toThrow()
})

test('all that addresses know is data, so that it can be put into the pages', () => {
  expect(JSON.parse(JSON.stringify(addresses))).toEqual({ ...addresses })
})
