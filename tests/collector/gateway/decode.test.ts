import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeFrame } from '#collector/gateway/decode.ts'
import { limits } from '#protocol/limits.ts'
import { Refusal } from '#protocol/refusals.ts'

const nowMs = Date.parse('2026-11-22T00:00:00Z')

function decoded(text: string): unknown {
  try {
    return decodeFrame(Buffer.from(text), nowMs)
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, params: error.params }
    throw error
  }
}

const edges = [
  '',
  '0',
  '00',
  '01',
  '-1',
  '1.0',
  '1e3',
  '1}',
  '9007199254740991',
  '9007199254740992',
]
const number = fc.oneof(
  fc.constantFrom(...edges),
  fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String),
  fc.string({ maxLength: 3 }).filter((text) => !/[\n\0]/.test(text)),
)

test('a heartbeat says the same, written as agents write it or with a space', () => {
  fc.assert(
    fc.property(number, (written) => {
      const plain = decoded(`{"type":"heartbeat","sequence":${written}}`)
      expect(plain).toEqual(decoded(`{"type":"heartbeat", "sequence":${written}}`))
    }),
    { numRuns: 500 },
  )
})

const neighbours = (detail: string) =>
  JSON.stringify({ because: 'not-declared', detail, state: 'unknown' })
const frameOf = (bodies: Readonly<Record<string, string>>) => {
  const readings = Object.keys(bodies).map((probe) => [probe, nowMs])
  const header = { type: 'report', sequence: 3, sentAtMs: nowMs, readings, confirmed: {} }
  return [JSON.stringify(header), ...Object.values(bodies)].join('\n')
}
const bodiesOf = (text: string) => {
  const frame = decodeFrame(Buffer.from(text), nowMs)
  if (frame.type !== 'report') throw new Error('no report')
  return Object.fromEntries(frame.readings.map(({ probe, body }) => [probe, body]))
}

test.each([
  ['in Latin letters', 'a'.repeat(40), 0],
  ['in Vietnamese', 'không khai báo mạng ở Sở Y tế', 0],
  ['beyond the basic plane', '🖨️ máy in', 0],
  ['in a frame so long that bodies are copied', 'ở tầng hai', 12],
])('a body is what stands on its line, %s', (_, detail, interfaces) => {
  const addresses = Array.from({ length: 16 }, () => 'fe80::1'.padEnd(60, '0'))
  const card = { addresses, isPhysical: true, mac: null, name: 'thẻ mạng' }
  const hardware = JSON.stringify({
    facts: {
      assetTag: null,
      chassis: 'desktop',
      cpu: { cores: 4, model: 'i5' },
      disks: [],
      interfaces: Array.from({ length: interfaces }, () => card),
      manufacturer: null,
      memoryBytes: 1,
      model: null,
      serial: null,
    },
    state: 'known',
  })
  const bodies = { neighbours: neighbours(detail), hardware, agent: neighbours(detail) }
  expect(bodiesOf(frameOf(bodies))).toEqual(bodies)
})

test('a reading is measured in bytes, not in characters', () => {
  const characters = Math.ceil(limits.readingBytesMax / 2)
  const body = `"${'ở'.repeat(characters)}"`
  expect(decoded(frameOf({ neighbours: body }))).toEqual({
    code: 'READING_TOO_LARGE',
    params: { probe: 'neighbours', bytes: 3 * characters + 2, bytesMax: limits.readingBytesMax },
  })
})
