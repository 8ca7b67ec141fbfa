import { expect, test } from 'vitest'
import {
  clockOf,
  isDay,
  isDayOrNone,
  momentOf,
  readDay,
  readMoment,
} from '#collector/web/typed-day.ts'

const optional = { isRequired: false }

test.each([
  ['05/03/2026', '2026-03-05'],
  ['5/3/2026', '2026-03-05'],
  ['5.3.2026', '2026-03-05'],
  ['05-03-2026', '2026-03-05'],
  ['2026-03-05', '2026-03-05'],
  ['  2026-03-05\n', '2026-03-05'],
  ['29/02/2024', '2024-02-29'],
  ['29/02/2000', '2000-02-29'],
])('a day typed or pasted as %j is %s', (typed, value) => {
  expect(readDay(typed, optional)).toEqual({ value, fault: null })
  expect(isDay(value)).toBe(true)
})

test.each(['31/02/2026', '29/02/2026', '29/02/1900', '2026-02-30', '00/01/2026', '01/13/2026'])(
  'what the calendar does not have is told by its name and goes on as it is typed: %s',
  (typed) => {
    expect(readDay(typed, optional)).toEqual({
      value: typed,
      fault: { what: 'calendar', day: typed },
    })
    expect(isDayOrNone(typed)).toBe(false)
  },
)

test.each(['5/3/26', '5/3', '5/3.2026', 'hôm nay', '20260305', '05/03/2026 08:00', '٠٥/٠٣/٢٠٢٦'])(
  'what is not written as a day is told and goes on as it is typed: %s',
  (typed) => {
    expect(readDay(typed, optional)).toEqual({ value: typed, fault: { what: 'form' } })
    expect(isDayOrNone(typed)).toBe(false)
  },
)

test('an empty field is in order only where the day may be left out', () => {
  expect(readDay('  ', optional)).toEqual({ value: '', fault: null })
  expect(readDay('', { isRequired: true })).toEqual({ value: '', fault: { what: 'missing' } })
  expect([isDayOrNone(''), isDay('')]).toEqual([true, false])
})

test('the first and the last day that may be given are within, and the next ones are not taken over', () => {
  const limits = { ...optional, earliest: '2026-11-22', latest: '2026-12-31' }
  expect(readDay('22/11/2026', limits)).toEqual({ value: '2026-11-22', fault: null })
  expect(readDay('31/12/2026', limits)).toEqual({ value: '2026-12-31', fault: null })
  const early = readDay('2026-11-21', limits)
  expect(early).toEqual({ value: '21/11/2026', fault: { what: 'too-early', day: '22/11/2026' } })
  const late = readDay('1/1/2027', limits)
  expect(late).toEqual({ value: '01/01/2027', fault: { what: 'too-late', day: '31/12/2026' } })
  expect([isDay(early.value), isDay(late.value)]).toEqual([false, false])
})

test.each([
  ['08:30', '08:30'],
  ['8:30', '08:30'],
  ['8h30', '08:30'],
  ['8 giờ 30', '08:30'],
  ['23.59', '23:59'],
  ['24:00', null],
  ['08:60', null],
  ['8', null],
  ['sáng', null],
])('a time of day typed as %j is %s', (typed, clock) => {
  expect(clockOf(typed)).toBe(clock)
})

const nowMs = Date.parse('2026-11-22T08:30:00+07:00')

test('a day and a time say a moment by the clocks of the province, up to now', () => {
  const { value, fault } = readMoment('2026-11-22', '8h30', nowMs)
  expect([value, fault, momentOf(value)]).toEqual(['2026-11-22T08:30', null, nowMs])
  expect(readMoment('2026-11-22', '08:31', nowMs)).toMatchObject({ fault: 'too-late' })
  expect(readMoment('2026-11-22', '08:31', null)).toMatchObject({ fault: null })
})

test('half of a moment is told and is no moment; none at all is in order', () => {
  expect(readMoment('', '', nowMs)).toEqual({ value: '', fault: null })
  for (const [day, time, fault] of [
    ['', '08:30', 'day-missing'],
    ['2026-11-22', '', 'time-missing'],
    ['2026-11-22', '25:00', 'time-form'],
    ['31/02/2026', '08:30', null],
  ] as const) {
    const read = readMoment(day, time, nowMs)
    expect([read.fault, momentOf(read.value), read.value === '']).toEqual([fault, null, false])
  }
})
