import { expect, test } from 'vitest'
import { classify, summarize } from '#domain/classify.ts'
import {
  isSilentAt,
  reasonOfSilence,
  silentFromMs,
  stateBeforeFirstReport,
} from '#domain/silence.ts'
import { unknown } from '#protocol/values.ts'
import { aHost } from '#tests/builders/hosts.ts'
import { aMomentMs } from '#tests/builders/readings.ts'

const dayMs = 86_400_000
const heard = {
  lastReceivedMs: aMomentMs,
  enrolledMs: aMomentMs - 30 * dayMs,
  collectorDowntimeMs: 0,
  silentAfterMs: 7 * dayMs,
}

test('a host is silent once nothing came for longer than the limit', () => {
  expect(isSilentAt({ ...heard, nowMs: aMomentMs + 7 * dayMs })).toBe(false)
  expect(isSilentAt({ ...heard, nowMs: aMomentMs + 7 * dayMs + 1 })).toBe(true)
  expect(silentFromMs(heard)).toBe(aMomentMs + 7 * dayMs + 1)
})

test('the downtime of the collector is nobody’s silence', () => {
  const nowMs = aMomentMs + 8 * dayMs
  expect(isSilentAt({ ...heard, nowMs, collectorDowntimeMs: 2 * dayMs })).toBe(false)
})

test('a host that never reported counts as unknown, and as unmet in reporting', () => {
  expect(stateBeforeFirstReport('patched')).toBe('unknown')
  expect(stateBeforeFirstReport('reporting')).toBe('unmet')
  expect(isSilentAt({ ...heard, lastReceivedMs: null, nowMs: aMomentMs })).toBe(true)
})

test('silence says since when', () => {
  expect(reasonOfSilence('patched', aMomentMs)).toEqual({
    key: 'host-silent',
    params: { lastReceivedAtMs: aMomentMs },
  })
  expect(reasonOfSilence('reporting', null)).toEqual({ key: 'reporting-never', params: {} })
})

test('what the installation says of itself decides the class, then the case', () => {
  const hidden = { installation: unknown('not-understood') }
  expect(classify(aHost())).toBe('workstation')
  expect(classify(aHost({ os: { installation: 'server' } }))).toBe('server')
  expect(classify(aHost({ os: hidden, hardware: { chassis: 'server' } }))).toBe('server')
  expect(classify(aHost({ os: hidden, hardware: { chassis: 'other' } }))).toBe('end-device')
  expect(classify({})).toBe('workstation')
})

test('the address of a host is the IPv4 address of a physical card', () => {
  const card = { name: 'x', mac: null }
  const interfaces = [
    { ...card, isPhysical: false, addresses: ['172.17.0.1'] },
    { ...card, isPhysical: true, addresses: ['fe80::1', '10.9.8.7/24'] },
  ]
  expect(summarize(aHost({ hardware: { interfaces } }))).toEqual({
    osName: 'Debian GNU/Linux 13 (trixie)',
    address: '10.9.8.7',
  })
  expect(summarize({})).toEqual({ osName: null, address: null })
})
