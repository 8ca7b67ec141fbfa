import { expect, test } from 'vitest'
import {
  cutOffDayOf,
  cutOffMsOf,
  periodOf,
  periodsCutOff,
  productCutOffs,
} from '#domain/periods.ts'

test.each([
  ['2026-Q1', '2026-01-01', '2026-03-31', '2026-03-15'],
  ['2028-Q1', '2028-01-01', '2028-03-31', '2028-03-15'],
  ['2026-Q4', '2026-10-01', '2026-12-31', '2026-12-15'],
  ['2026', '2026-01-01', '2026-12-31', '2026-12-14'],
])('%s runs from %s to %s and is cut off at the end of %s', (...row) => {
  const [id, fromDay, untilDay, cutOff] = row
  const period = periodOf(id)
  expect(period).toMatchObject({ fromDay, untilDay })
  expect(period && cutOffDayOf(period, productCutOffs)).toBe(cutOff)
})

test('a cut-off is the last millisecond of its day in Vietnam', () => {
  const period = periodOf('2026-Q1')
  expect(period && cutOffMsOf(period, productCutOffs)).toBe(Date.UTC(2026, 2, 15, 17) - 1)
})

test.each(['2026-Q5', '2026-11-22', '26', 'quý 4'])('%s is no period', (id) => {
  expect(periodOf(id)).toBeNull()
})

test('a day beyond the end of a month is its last, in leap years too', () => {
  const rule = { of: 'quarter', month: 2, day: 31, from: '2020-01-01', author: 'x' } as const
  const days = ['2027-Q1', '2028-Q1', '2026-Q2'].map((id) => {
    const period = periodOf(id)
    return period && cutOffDayOf(period, [rule])
  })
  expect(days).toEqual(['2027-02-28', '2028-02-29', '2026-05-31'])
})

test('a decision counts for periods that end after it, not for those before', () => {
  const later = { of: 'quarter', month: 3, day: 10, from: '2026-12-01', author: 'x' } as const
  const rules = [...productCutOffs, later]
  const days = ['2026-Q3', '2026-Q4'].map((id) => {
    const period = periodOf(id)
    return period && cutOffDayOf(period, rules)
  })
  expect(days).toEqual(['2026-09-15', '2026-12-10'])
})

test('the cut-offs of a span are found once each, in order', () => {
  const span = { afterMs: Date.UTC(2025, 11, 31), untilMs: Date.UTC(2026, 11, 31) }
  expect(periodsCutOff(productCutOffs, span).map(({ period }) => period.id)).toEqual([
    '2026-Q1',
    '2026-Q2',
    '2026-Q3',
    '2026',
    '2026-Q4',
  ])
})
