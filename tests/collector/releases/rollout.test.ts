import { expect, test } from 'vitest'
import { firstPlan, firstRing, nextStep, ringOf } from '#domain/rollout.ts'

const hourMs = 3_600_000
const nobody = { began: 0, proved: 0, 'went-back': 0, refused: 0, lost: 0 }
const rollout = { plan: firstPlan, ring: 1, ringSinceMs: 0, counts: nobody }

test('each host stands in one ring, always the same, and shares are about what the plan says', () => {
  const hosts = Array.from({ length: 4_000 }, (_, index) => ({
    id: `0199a3c4-58d1-7c1e-9b1f-${index.toString(16).padStart(12, '0')}`,
    agencyId: 'a',
  }))
  const rings = hosts.map((host) => ringOf(host, firstPlan))
  expect(hosts.map((host) => ringOf(host, firstPlan))).toEqual(rings)
  const share = (ring: number) => rings.filter((one) => one === ring).length / hosts.length
  expect(share(0)).toBe(0)
  expect(Math.abs(share(1) - 0.05)).toBeLessThan(0.02)
  expect(Math.abs(share(2) - 0.2)).toBeLessThan(0.04)
  expect(share(1) + share(2) + share(3)).toBe(1)
})

test('named hosts and the hosts of named agencies are the pilots, and begin', () => {
  const plan = { ...firstPlan, pilotHosts: ['h'], pilotAgencies: ['a'] }
  expect(ringOf({ id: 'h', agencyId: 'b' }, plan)).toBe(0)
  expect(ringOf({ id: 'x', agencyId: 'a' }, plan)).toBe(0)
  expect(firstRing(plan)).toBe(0)
  expect(firstRing(firstPlan)).toBe(1)
})

test('a ring opens after its time, and never because nothing was heard', () => {
  const proved = { ...rollout, counts: { ...nobody, proved: 50 } }
  expect(nextStep(proved, 23 * hourMs)).toBe('stay')
  expect(nextStep(proved, 24 * hourMs)).toBe('open-next')
  expect(nextStep(rollout, 24 * hourMs)).toBe('stay')
  expect(nextStep({ ...proved, ring: 3 }, 24 * hourMs)).toBe('stay')
})

test('more failures than the plan allows pause it, exactly at the limit they do not', () => {
  const with2 = { ...rollout, counts: { ...nobody, proved: 98, 'went-back': 1, lost: 1 } }
  expect(nextStep(with2, 0)).toBe('stay')
  const with3 = {
    ...rollout,
    counts: { ...nobody, proved: 98, 'went-back': 1, lost: 1, refused: 1 },
  }
  expect(nextStep(with3, 0)).toBe('pause')
})
