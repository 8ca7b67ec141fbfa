import { expect, test } from 'vitest'
import { contextOf, productContext } from '#domain/context.ts'
import { controls } from '#domain/controls/registry.ts'
import { patchTuesdayMs } from '#domain/patch-tuesday.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { unknown } from '#protocol/values.ts'
import { aWindowsHost, healthyWindows, type Differences } from '#tests/builders/hosts.ts'
import { aMomentMs } from '#tests/builders/readings.ts'

const dayMs = 86_400_000
const { windows } = healthyWindows.patches

function judged(differences: Differences = {}, context = productContext, nowMs = aMomentMs) {
  const host = aWindowsHost(differences, nowMs)
  const { state, severity, reason, evidence, untilMs } = controls.patched.judge(
    host,
    context,
    nowMs,
  )
  return { state, severity, reason: reason.key, evidence: evidence.map(({ key }) => key), untilMs }
}

const installedAt = (installedAtMs: number): Differences => ({
  patches: { windows: { ...windows, cumulativeUpdate: { kb: null, installedAtMs } } },
})

test('a Windows with the cumulative update of this month is patched until the next one is due', () => {
  const { untilMs: _, ...verdict } = judged()
  expect(verdict).toEqual({
    state: 'met',
    severity: 'info',
    reason: 'patches-windows-current',
    evidence: ['os-supported'],
  })
  const dueAtMs = patchTuesdayMs(2026, 11) + 14 * dayMs
  const after = installedAt(patchTuesdayMs(2026, 10) + 1)
  expect(judged(after, productContext, dueAtMs - 1).state).toBe('met')
  expect(judged(after, productContext, dueAtMs).state).toBe('unmet')
})

test.each([
  { month: 9, state: 'met', reason: 'patches-windows-current', severity: 'info' },
  { month: 8, state: 'unmet', reason: 'patches-windows-due', severity: 'medium' },
  { month: 7, state: 'unmet', reason: 'patches-windows-behind', severity: 'high' },
])(
  'an update of month $month counts the Patch Tuesdays since that are older than the grace',
  ({ month, ...verdict }) => {
    expect(judged(installedAt(patchTuesdayMs(2026, month) + dayMs))).toMatchObject(verdict)
  },
)

test('what two other machines of the build have had for longer than the grace is missing here', () => {
  const withFleet = (revision: number, days: number) =>
    contextOf({
      ...productContext,
      newestRevisions: [{ build: 26_200, revision, sinceMs: aMomentMs - days * dayMs }],
    })
  expect(judged({}, withFleet(7_200, 15))).toMatchObject({
    state: 'unmet',
    reason: 'patches-windows-behind-fleet',
    severity: 'medium',
  })
  expect(judged({}, withFleet(7_200, 13))).toMatchObject({
    state: 'met',
    untilMs: aMomentMs + dayMs,
  })
  expect(judged({}, withFleet(7_171, 15)).state).toBe('met')
})

test('a fleet that knows nothing newer does not make a machine current whose own date is not known', () => {
  const hidden = { patches: { windows: { ...windows, cumulativeUpdate: unknown('timed-out') } } }
  const context = contextOf({
    ...productContext,
    newestRevisions: [{ build: 26_200, revision: 7_171, sinceMs: aMomentMs - 40 * dayMs }],
  })
  expect(judged(hidden, context)).toMatchObject({
    state: 'unknown',
    reason: 'patches-windows-undated',
  })
})

test('a strong sign makes it current after a restart, a weak one is only told', () => {
  const patches = { rebootReasons: ['component-servicing' as const] }
  expect(judged({ patches })).toMatchObject({ state: 'met', reason: 'patches-after-reboot' })
  expect(judged({ patches: { weakRebootSigns: ['file-renames'] } })).toMatchObject({
    state: 'met',
    reason: 'patches-windows-current',
    evidence: ['os-supported', 'patches-weak-reboot-signs'],
  })
})

test('a machine that has not searched for long is current all the same, and says so', () => {
  const lastSearchAtMs = aMomentMs - 8 * dayMs
  expect(judged({ patches: { windows: { ...windows, lastSearchAtMs } } })).toMatchObject({
    state: 'met',
    evidence: ['os-supported', 'patches-search-old'],
  })
})

test('an update that waits is unmet, and a number that could not be read this time is unknown', () => {
  expect(judged({ patches: { securityUpdatesAvailable: 3 } })).toMatchObject({
    state: 'unmet',
    reason: 'patches-pending',
  })
  const failed = { patches: { securityUpdatesAvailable: unknown('timed-out') } }
  expect(judged(failed)).toMatchObject({ state: 'unknown', reason: 'patches-unknown' })
})

test('support that ended beats all: Windows 10 without extended updates is not patched', () => {
  const os: Partial<Facts<'os'>> = { version: '10-22h2', supportPrograms: [] }
  expect(judged({ os })).toMatchObject({
    state: 'unmet',
    severity: 'high',
    reason: 'os-support-ended-no-patches',
  })
  expect(judged({ os: { ...os, supportPrograms: ['esu'] } }).state).toBe('met')
  expect(judged({ os: { ...os, activation: 'activated' } }).state).toBe('unmet')
})

test('a clock that is years off makes the patch level unknown', () => {
  const future = installedAt(aMomentMs + 700 * dayMs)
  expect(judged(future)).toMatchObject({ state: 'unknown', reason: 'clock-far-off' })
  const threeYearsBack = aMomentMs - 3 * 365 * dayMs
  const host = aWindowsHost(installedAt(threeYearsBack - 5 * dayMs), threeYearsBack)
  expect(controls.patched.judge(host, productContext, aMomentMs)).toMatchObject({
    state: 'unknown',
    reason: { key: 'clock-far-off' },
  })
})

test('a Windows whose build is not known is not called current', () => {
  expect(judged({ os: { build: null } })).toMatchObject({
    state: 'unknown',
    reason: 'could-not-look',
  })
})
