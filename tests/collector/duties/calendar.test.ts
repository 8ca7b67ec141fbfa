import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bindingOn,
  daysLate,
  dueOf,
  isOnTime,
  obligationsIn,
  productCalendar,
  undatedOn,
} from '#domain/calendar.ts'
import { addDays, productHolidays } from '#domain/holidays.ts'
import { provinces } from '#domain/plan.ts'
import type { Obligation } from '#protocol/obligations.ts'

const named = (id: string): Obligation => {
  const found = productCalendar.obligations.find((one) => one.id === id)
  if (!found) throw new Error(id)
  return found
}
const quarterly = named('tq1670.o01')
const due = (id: string, period: string) => dueOf(named(id), period, productCalendar)
/** A moment as clocks in Vietnam show it. */
const vietnam = (text: string) => Date.parse(`${text}+07:00`)

test('“trước ngày 20” leaves the 20th out: 19 March 23:59 is on time, 20 March 00:00 is not', () => {
  const first = due('tq1670.o01', '2026-Q1')
  if (!first) throw new Error('not due')
  expect(first).toMatchObject({ namedDay: '2026-03-20', lastDay: '2026-03-19', isExclusive: true })
  expect(isOnTime(first, vietnam('2026-03-19T23:59:59.999'))).toBe(true)
  expect(isOnTime(first, vietnam('2026-03-20T00:00:00.000'))).toBe(false)
  expect(daysLate(first, vietnam('2026-03-19T23:59'))).toBe(0)
  expect(daysLate(first, vietnam('2026-03-20T00:00'))).toBe(1)
})

test('the four quarters of a year are due on the 19th of their last month', () => {
  const year = { fromDay: '2026-01-01', untilDay: '2026-12-31' }
  const found = obligationsIn(year, { ...productCalendar, obligations: [quarterly] })
  expect(found.map(({ period, lastDay }) => [period, lastDay])).toEqual([
    ['2026-Q1', '2026-03-19'],
    ['2026-Q2', '2026-06-19'],
    ['2026-Q3', '2026-09-19'],
    ['2026-Q4', '2026-12-19'],
  ])
})

test('a reminder comes on the last working day: 19 December 2026 is a Saturday', () => {
  expect(due('tq1670.o01', '2026-Q4')?.reminderDay).toBe('2026-12-18')
  expect(due('tq1670.o01', '2026-Q3')?.reminderDay).toBe('2026-09-18')
  expect(due('tq1670.o01', '2026-Q1')).toMatchObject({
    reminderDay: '2026-03-19',
    reminderBasis: 'notified',
  })
  expect(due('tq1670.o01', '2027-Q1')?.reminderBasis).toBe('computed')
  expect(due('tq1670.o01', '2031-Q1')?.reminderBasis).toBe('unknown')
})

test('“trước tháng 11 năm 2018” ends with October', () => {
  expect(due('tq1670.o02', '2018-11-01')).toMatchObject({ lastDay: '2018-10-31' })
  expect(due('tq1670.o02', '2018-11-02')).toBeNull()
})

test('an obligation whose validity ended falls due no more, and its successor takes over', () => {
  expect(due('qn20190702.o01', '2025')).toMatchObject({ lastDay: '2025-12-13' })
  expect(due('qn20190702.o01', '2026')).toBeNull()
  expect(due('tt12-2022.o02', '2025')).toMatchObject({ lastDay: '2025-12-24' })
  expect(due('tt12-2022.o02', '2026')).toBeNull()
  expect(due('nd331.o02', '2025')).toBeNull()
  expect(due('nd331.o02', '2026')).toMatchObject({
    lastDay: '2026-12-24',
    dataWindow: { fromDay: '2025-12-15', untilDay: '2026-12-14' },
  })
  expect(due('tt03-2017.o01', '2021')).toMatchObject({ lastDay: '2021-11-29' })
  expect(due('tt03-2017.o01', '2022')).toBeNull()
})

test('a year’s end: what is due on 24 December is not due in January', () => {
  const ofYear = (fromDay: string, untilDay: string) =>
    obligationsIn({ fromDay, untilDay }, productCalendar).map(({ obligationId }) => obligationId)
  expect(ofYear('2026-12-20', '2027-01-31')).toEqual(['nd331.o02'])
  expect(ofYear('2027-01-01', '2027-01-31')).toEqual([])
})

test('a day of a leap year: 29 February stands, and is 28 February in other years', () => {
  const onLast: Obligation = {
    ...quarterly,
    due: { kind: 'each', every: 'year', month: 2, day: 29, exclusive: false },
  }
  expect(dueOf(onLast, '2028', productCalendar)?.lastDay).toBe('2028-02-29')
  expect(dueOf(onLast, '2027', productCalendar)?.lastDay).toBe('2027-02-28')
  const before: Obligation = {
    ...onLast,
    due: { kind: 'each', every: 'year', month: 3, day: 1, exclusive: true },
  }
  expect(dueOf(before, '2028', productCalendar)?.lastDay).toBe('2028-02-29')
  expect(dueOf(before, '2100', productCalendar)?.lastDay).toBe('2100-02-28')
})

test('a period that an obligation does not have is not due', () => {
  for (const period of ['2026', '2026-Q5', '2026-03-20', '', 'quý I']) {
    expect(due('tq1670.o01', period)).toBeNull()
  }
})

test('duties without a day are listed while they hold, the yearly share of the budget among them', () => {
  const ids = (day: string) => undatedOn(day, productCalendar).map(({ id }) => id)
  expect(ids('2026-06-30')).toContain('qn20190702.o06')
  expect(ids('2026-07-01')).not.toContain('qn20190702.o06')
  expect(ids('2026-07-01')).toContain('luat116.o01')
})

test('a province is bound by its own duties, the country’s, and those that it took on', () => {
  const idsOf = (id: string, adopted: Parameters<typeof bindingOn>[1]['adopted'] = []) =>
    bindingOn(productCalendar, { id, adopted }).obligations.map((one) => one.id)
  expect(idsOf('quang-ngai')).not.toContain('tq1670.o01')
  expect(idsOf('tuyen-quang')).toContain('tq1670.o01')
  expect(idsOf('quang-ngai')).toContain('nd331.o02')
  const adopted = [{ obligationId: 'tq1670.o01', fromDay: '2026-10-01', untilDay: null }]
  const bound = bindingOn(productCalendar, { id: 'quang-ngai', adopted })
  expect(
    obligationsIn({ fromDay: '2026-01-01', untilDay: '2026-12-31' }, bound)
      .filter(({ obligationId }) => obligationId === 'tq1670.o01')
      .map(({ period }) => period),
  ).toEqual(['2026-Q4'])
})

test('every obligation names provinces, successors and a source that exist', () => {
  const ids = productCalendar.obligations.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const one of productCalendar.obligations) {
    for (const id of one.supersededBy) expect(ids).toContain(id)
    for (const id of one.provinceIds ?? []) expect(provinces.map((it) => it.id)).toContain(id)
    expect(one.validUntil === null || one.validFrom <= one.validUntil).toBe(true)
    if (one.due.kind !== 'none' && one.due.exclusive) expect(one.reading).not.toBeNull()
  }
})

test('a fixed holiday at a weekend is taken on the next working day', () => {
  const { isWorkingDay } = productHolidays
  // 30/4/2022 was a Saturday and 1/5 a Sunday: Monday and Tuesday were off.
  expect(['2022-05-02', '2022-05-03', '2022-05-04'].map(isWorkingDay)).toEqual([false, false, true])
  // 1/1/2023 was a Sunday.
  expect(['2023-01-02', '2023-01-03'].map(isWorkingDay)).toEqual([false, true])
  expect(isWorkingDay('2026-02-17')).toBe(false)
  expect(isWorkingDay('2026-02-23')).toBe(true)
})

const days = fc.integer({ min: 0, max: 365 * 30 }).map((count) => addDays('2015-01-01', count))

test('property: on time until the last millisecond of the last day, never after', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -1, max: 1 }), (lastDay, offset) => {
      const endMs = vietnam(`${addDays(lastDay, 1)}T00:00:00.000`) - 1
      expect(isOnTime({ lastDay }, endMs + offset)).toBe(offset <= 0)
    }),
  )
})

test('property: a reminder is a working day, never after the last day, and none lies between', () => {
  fc.assert(
    fc.property(days, (day) => {
      const reminder = productHolidays.lastWorkingDay(day)
      expect(reminder <= day).toBe(true)
      expect(productHolidays.isWorkingDay(reminder)).toBe(true)
      for (let later = addDays(reminder, 1); later <= day; later = addDays(later, 1)) {
        expect(productHolidays.isWorkingDay(later)).toBe(false)
      }
    }),
  )
})

test('property: neighbouring ranges list each occurrence once', () => {
  fc.assert(
    fc.property(days, fc.nat(800), fc.nat(800), (fromDay, first, second) => {
      const [middle, end] = [addDays(fromDay, first), addDays(fromDay, first + 1 + second)]
      const whole = obligationsIn({ fromDay, untilDay: end }, productCalendar)
      const left = obligationsIn({ fromDay, untilDay: middle }, productCalendar)
      const right = obligationsIn({ fromDay: addDays(middle, 1), untilDay: end }, productCalendar)
      expect([...left, ...right]).toEqual(whole)
    }),
  )
})

test('days off by the moon are dated data up to 2030, each with where it is from, and nothing is made up after that', () => {
  // The first days of the lunar years 2027 to 2030 in Việt Nam; 2030 begins a day before it does at UTC+8.
  for (const day of ['2027-02-06', '2028-01-26', '2029-02-13', '2030-02-02']) {
    expect(productHolidays.isWorkingDay(day), day).toBe(false)
    expect(productHolidays.lastWorkingDay(addDays(day, 3)) < addDays(day, -1), day).toBe(true)
  }
  for (const day of ['2027-04-16', '2028-04-04', '2029-04-23', '2030-04-12']) {
    expect(productHolidays.isWorkingDay(day), day).toBe(false)
  }
  expect(productHolidays.firstUnknownYear).toBe(2031)
  expect(
    ['2026', '2027', '2030', '2031'].map((year) => productHolidays.basisOf(`${year}-01-23`)),
  ).toEqual(['notified', 'computed', 'computed', 'unknown'])
})
