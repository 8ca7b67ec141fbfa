import { expect, test } from 'vitest'
import { silenceCutoff } from '#collector/jobs/silence-cutoff.ts'

const cutoff = (uptimes: [number, number][], nowMs: number, silentAfterMs: number) =>
  silenceCutoff(
    uptimes.map(([fromMs, untilMs]) => ({ fromMs, untilMs })),
    { nowMs, silentAfterMs },
  )

test('a collector that was up all the time looks back by exactly the setting', () => {
  expect(cutoff([[0, 100]], 100, 30)).toBe(70)
})

test('downtime moves the moment back by its length', () => {
  expect(
    cutoff(
      [
        [0, 40],
        [80, 100],
      ],
      100,
      30,
    ),
  ).toBe(30)
})

test('collectors that were up together count once', () => {
  expect(
    cutoff(
      [
        [0, 100],
        [50, 90],
        [60, 100],
      ],
      100,
      30,
    ),
  ).toBe(70)
})

test('the minute since the last beat is not uptime yet', () => {
  expect(cutoff([[0, 90]], 100, 30)).toBe(60)
})

test('a collector that was not up for so long finds nobody silent', () => {
  expect(cutoff([[80, 100]], 100, 30)).toBe(null)
  expect(cutoff([], 100, 30)).toBe(null)
})
