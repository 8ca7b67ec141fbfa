import { expect, test } from 'vitest'
import { dayText, hasEnded, yearsText } from '#collector/web/dates.ts'

test('a plan lasts until the end of its last day in the province', () => {
  const lastMinute = Date.parse('2018-12-31T23:59:00+07:00')
  expect(hasEnded('2018-12-31', lastMinute)).toBe(false)
  expect(hasEnded('2018-12-31', lastMinute + 60_000)).toBe(true)
})

test('what is no day ends nothing and is shown as it came', () => {
  expect(hasEnded('sau này', Date.parse('2026-01-01'))).toBe(false)
  expect(dayText('sau này')).toBe('sau này')
})

test('days print as dd/MM/yyyy and years as one or as a span', () => {
  expect(dayText('2017-12-18')).toBe('18/12/2017')
  expect(yearsText('2018-01-01', '2018-12-31')).toBe('2018')
  expect(yearsText('2018-06-08', '2020-12-31')).toBe('2018–2020')
})
