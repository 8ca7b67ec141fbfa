import { expect, test } from 'vitest'
import { classFilterOf } from '#collector/web/hosts-behind.ts'
import { dragsOf } from '#collector/web/screens/overview/drags.ts'
import { changeSince, decimalsOf, isMoreBetter, pointAt } from '#collector/web/trends/change.ts'
import { highestOf, rangeName, trendRows } from '#collector/web/trends/rows.ts'
import type { AgencyResultView } from '#protocol/plan-views.ts'
import type { TrendPoint } from '#protocol/snapshot-views.ts'

const point = (day: string, met: number | null, best = met): TrendPoint => ({
  day,
  snapshotNumber: 1,
  counts: null,
  worst: met === null ? null : { numerator: met, denominator: 100 },
  best: best === null ? null : { numerator: best, denominator: 100 },
  verdict: 'unmet',
})

test('nothing is drawn over days that nobody knows', () => {
  const points = [point('2026-11-01', 50, 60), point('2026-11-03', null), point('2026-11-10', 70)]
  const rows = trendRows([{ id: 'a', points }])
  expect(rows.map((row) => [new Date(row.dayMs).toISOString().slice(0, 10), row['a']])).toEqual([
    ['2026-11-01', 0.5],
    ['2026-11-03', null],
    ['2026-11-09', null],
    ['2026-11-10', 0.7],
  ])
  expect(rows[0]?.[rangeName('a')]).toEqual([0.5, 0.6])
})

test('the axis of a share is the whole, that of a ratio ends at its highest value or target', () => {
  const series = [{ id: 'a', points: [point('2026-11-01', 50, 130)] }]
  expect(highestOf('share', series, [])).toBe(1)
  expect(highestOf('ratio', series, [{ numerator: 9, denominator: 10 }])).toBe(1.3)
  expect(highestOf('ratio', [], [])).toBe(1)
})

test('a change is told from the frozen figure of its day or of the week before, and of no other', () => {
  const points = [point('2026-10-01', 40), point('2026-10-20', 50)]
  expect(pointAt(points, '2026-10-23')?.day).toBe('2026-10-20')
  expect(pointAt(points, '2026-10-19')).toBeNull()
  const now = { numerator: 60, denominator: 100 }
  expect(changeSince(pointAt(points, '2026-10-19'), 'share', now)).toEqual({
    kind: 'none',
    because: 'no-snapshot',
  })
  expect(changeSince(point('2026-10-20', null), 'share', now)).toEqual({
    kind: 'none',
    because: 'no-figure',
  })
  const since = point('2026-10-20', 50)
  expect(changeSince(since, 'share', now)).toEqual({ kind: 'moved', since, by: 10 })
  expect(changeSince(since, 'share', { numerator: 7, denominator: 14 })).toMatchObject({ by: 0 })
})

test('what moved is never printed as nothing', () => {
  expect(decimalsOf('share', 2.44)).toBe(1)
  expect(decimalsOf('share', 0.004)).toBe(3)
  expect(decimalsOf('share', 0)).toBe(1)
  expect(decimalsOf('count', -3)).toBe(0)
})

test('of what is forbidden less is better', () => {
  expect(isMoreBetter({ comparator: 'eq', strictness: 'prohibition' })).toBe(false)
  expect(isMoreBetter({ comparator: 'lte', strictness: 'hard' })).toBe(false)
  expect(isMoreBetter({ comparator: 'gt', strictness: 'hard' })).toBe(true)
  expect(isMoreBetter({ comparator: 'exists', strictness: 'hard' })).toBeNull()
})

const agency = (
  name: string,
  [met, unmet, unknown]: readonly [number, number, number],
): AgencyResultView => ({
  agencyId: name,
  name,
  level: null,
  counts: { met, unmet, unknown, notApplicable: 0 },
  worst: null,
  best: null,
  declared: null,
  isLowerBound: false,
  verdict: 'unmet',
  missing: null,
  outside: null,
  exclusion: null,
  hosts: null,
  isDeclared: true,
  isReference: false,
})

test('the agency that pulls a share down most is the one with most machines behind, not the worst share', () => {
  const small = agency('small', [0, 2, 0])
  const large = agency('large', [180, 10, 10])
  const outside = { ...agency('outside', [0, 500, 0]), outside: 'excluded' as const }
  const { drags, others } = dragsOf([small, large, outside, agency('good', [48, 0, 0])])
  expect(drags.map(({ agency: one, points }) => [one.agencyId, points])).toEqual([
    ['large', 8],
    ['small', 0.8],
  ])
  expect(others).toBe(0)
})

test('the list behind a figure has its classes', () => {
  const classes = ['server' as const, 'workstation' as const]
  const hosts = { unmet: 3, unknown: 4, notEnrolled: 6, classes }
  expect(classFilterOf(hosts)).toEqual({ computers: 'yes' })
  expect(classFilterOf({ ...hosts, classes: ['workstation'] })).toEqual({ class: 'workstation' })
  expect(classFilterOf({ ...hosts, classes: null })).toEqual({})
})
