import fc from 'fast-check'
import { expect, test } from 'vitest'
import { waitMs } from '#agent/back-off.ts'
import { dueProbes, intervalMs, nextDueMs } from '#agent/schedule.ts'
import { factsRegistry, probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import { Refusal, refusalCodes } from '#protocol/refusals.ts'

const nowMs = Date.UTC(2026, 5, 1)
const yearMs = 365 * 86_400_000
const hostId = 'abcdefghijklmnopqrstuvwxyz'
const allAt = (atMs: number) => new Map(probeIds.map((probe) => [probe, atMs] as const))

test('a probe that never ran is due at once', () => {
  expect(dueProbes(nowMs, new Map(), hostId)).toEqual(probeIds)
})

test('right after a round nothing is due, and the quick ones come before the daily one', () => {
  expect(dueProbes(nowMs, allAt(nowMs), hostId)).toEqual([])
  const nextMs = nextDueMs(nowMs, allAt(nowMs), hostId)
  expect(nextMs - nowMs).toBeGreaterThan(13 * 60_000)
  expect(dueProbes(nextMs, allAt(nowMs), hostId)).toEqual(['antivirus', 'firewall', 'ports'])
})

test('a clock that is set back or forward by years stalls nothing', () => {
  expect(dueProbes(nowMs - 9 * yearMs, allAt(nowMs), hostId)).toEqual(probeIds)
  expect(nextDueMs(nowMs - 9 * yearMs, allAt(nowMs), hostId)).toBe(nowMs - 9 * yearMs)
  expect(dueProbes(nowMs + 9 * yearMs, allAt(nowMs), hostId)).toEqual(probeIds)
})

test('no probe waits longer than its cadence, whatever was seen last', () => {
  const looks = fc.dictionary(
    fc.constantFrom(...probeIds),
    fc.integer({ min: 0, max: nowMs + 99 * yearMs }),
  )
  fc.assert(
    fc.property(looks, fc.string({ minLength: 26, maxLength: 26 }), (seen, host) => {
      const lastLooks = new Map(
        probeIds.flatMap((probe) => {
          const atMs = seen[probe]
          return atMs === undefined ? [] : [[probe, atMs] as const]
        }),
      )
      const waitMs = nextDueMs(nowMs, lastLooks, host) - nowMs
      expect(waitMs).toBeGreaterThanOrEqual(0)
      const [shortest = 0] = probeIds.map(cadenceOf).sort((left, right) => left - right)
      expect(waitMs).toBeLessThanOrEqual(shortest)
    }),
  )
})

test('hosts look at intervals of their own, each the same at every start, none later than the cadence', () => {
  const intervals = ['a', 'b', 'c', 'd'].map((host) => intervalMs('ports', host.repeat(26)))
  expect(new Set(intervals).size).toBe(4)
  expect(intervals).toEqual(
    ['a', 'b', 'c', 'd'].map((host) => intervalMs('ports', host.repeat(26))),
  )
  for (const each of intervals) {
    expect(each).toBeGreaterThanOrEqual(cadenceOf('ports') * 0.9)
    expect(each).toBeLessThanOrEqual(cadenceOf('ports'))
  }
})

test('however often and for whatever reason it fails, the wait stays within its bounds', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.record({
        code: fc.constantFrom(...refusalCodes),
        params: fc.record({ retryAfterMs: fc.double({ noNaN: true }) }),
      }),
      fc.double({ min: 0, max: 0.999999, noNaN: true }),
      (attempt, why, chance) => {
        const ms = waitMs(attempt, why, () => chance)
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThanOrEqual(75 * 60_000 + 5 * 60_000)
      },
    ),
  )
  expect(waitMs(0, new Refusal('COLLECTOR_UNREACHABLE'), () => 0.999)).toBe(999)
  expect(waitMs(60, new Refusal('COLLECTOR_UNREACHABLE'), () => 0.999)).toBe(299_700)
})

function cadenceOf(probe: ProbeId): number {
  return factsRegistry[probe].cadenceMs
}
