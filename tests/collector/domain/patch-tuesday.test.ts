import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { missedPatchTuesdays, patchTuesdayMs } from '#domain/patch-tuesday.ts'

const dayMs = 86_400_000

/** The days after the second Tuesdays of 2000 to 2100, found by walking through the calendar day by day. */
function walkedReleases(): number[] {
  const releases: number[] = []
  let tuesdays = 0
  for (let atMs = Date.UTC(2000, 0, 1); atMs < Date.UTC(2101, 0, 1); atMs += dayMs) {
    const day = new Date(atMs)
    if (day.getUTCDate() === 1) tuesdays = 0
    if (day.getUTCDay() !== 2) continue
    tuesdays += 1
    if (tuesdays === 2) releases.push(atMs + dayMs)
  }
  return releases
}
const walked = walkedReleases()

test('Patch Tuesday is the second Tuesday of every month from 2000 to 2100', () => {
  const reckoned = Array.from({ length: 101 * 12 }, (_, month) => patchTuesdayMs(2000, month))
  expect(reckoned).toEqual(walked)
})

test('the updates of 10 November 2026 count from the day after', () => {
  expect(new Date(patchTuesdayMs(2026, 10)).toISOString()).toBe('2026-11-11T00:00:00.000Z')
})

test('missed are exactly the releases after the installation that are older than the grace', () => {
  const moment = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 0, 1) })
  fc.assert(
    fc.property(moment, moment, fc.integer({ min: 1, max: 60 }), (one, other, graceDays) => {
      const installedMs = Math.min(one, other)
      const nowMs = Math.max(one, other)
      const graceMs = graceDays * dayMs
      const missed = missedPatchTuesdays(installedMs, { nowMs, graceMs })
      const later = walked.filter((atMs) => atMs > installedMs)
      expect(missed.count).toBe(later.filter((atMs) => atMs + graceMs <= nowMs).length)
      expect(missed.nextAtMs).toBe((later[missed.count] ?? 0) + graceMs)
    }),
  )
})
