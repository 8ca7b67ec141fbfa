import { expect, test } from 'vitest'
import { createServerClock } from '#collector/web/clock.ts'
import { dayAt, dayOfText, dayPlus, endOfDayMs } from '#collector/web/dates.ts'
import { isFoundIn } from '#collector/web/fold.ts'
import { placesFor, whereIs } from '#collector/web/shell/places.ts'
import { commandOf } from '#collector/web/shell/shortcuts.ts'
import { faultOfAsOf, readShell } from '#collector/web/shell/shell-search.ts'
import { routes } from '#protocol/routes.ts'

const nowMs = Date.parse('2026-11-22T04:00:00Z')

test('an address belongs to the screen with the longest matching path', () => {
  const at = (path: string) => {
    const here = whereIs(path)
    return here && [here.place.id, here.screen.to]
  }
  expect(at('/')).toEqual(['overview', '/'])
  expect(at('/register/entries')).toEqual(['register', '/register/entries'])
  expect(at('/snapshots/moved')).toEqual(['reports', '/snapshots'])
  expect(at('/hosts/0199')).toEqual(['hosts', '/hosts'])
  expect(at('/plans/qn-2458-2017/indicator')).toEqual(['indicators', '/indicators'])
  expect(at('/plans/qn-2458-2017/versions/1')).toEqual(['administration', '/plans'])
  expect(at('/hostsandmore')).toBeNull()
})

test('a place is offered with the screens that its reader may call, and not at all without one', () => {
  const forCert = placesFor((name) => {
    const { access } = routes[name]
    return access === 'public' || (access as readonly string[]).includes('cert')
  })
  expect(forCert.map(({ id }) => id)).toContain('hosts')
  expect(forCert.map(({ id }) => id)).not.toContain('overview')
  expect(placesFor(() => false)).toEqual([])
})

test('keys of two places are never the same', () => {
  const keys = placesFor(() => true).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})

test('the moment of an address that cannot be read, or is still to come, is told', () => {
  const faultOf = (asOf?: string) =>
    faultOfAsOf(readShell(asOf === undefined ? {} : { asOf }), nowMs)
  expect(faultOf()).toBeNull()
  expect(faultOf(String(nowMs - 1))).toBeNull()
  expect(faultOf(String(nowMs + 1))).toBe('future')
  expect(faultOf('yesterday')).toBe('unreadable')
  expect(faultOf('-5')).toBe('unreadable')
})

test('a day of the province ends at midnight there, wherever the reader sits', () => {
  expect(dayAt(Date.parse('2026-11-21T17:00:00Z'))).toBe('2026-11-22')
  expect(dayAt(endOfDayMs('2026-11-22'))).toBe('2026-11-22')
  expect(dayAt(endOfDayMs('2026-11-22') + 1)).toBe('2026-11-23')
  expect(dayPlus('2026-03-01', -1)).toBe('2026-02-28')
  expect([dayOfText('31/02/2026'), dayOfText('5/3/2026')]).toEqual([null, '2026-03-05'])
})

test('now is the time of the collector, however wrong the clock of the reader is', () => {
  const threeHoursAhead = nowMs + 3 * 3_600_000
  const clock = createServerClock(() => threeHoursAhead)
  expect(clock.aheadMs()).toBeNull()
  clock.hear(new Date(nowMs).toUTCString())
  expect(Math.abs(clock.now() - nowMs)).toBeLessThanOrEqual(1000)
  clock.hear('not a date')
  expect(Math.abs(clock.now() - nowMs)).toBeLessThanOrEqual(1000)
})

const key = (name: string, held = {}) => ({ key: name, ctrlKey: false, metaKey: false, ...held })

test('shortcuts rest while the keys belong to a field, but for the palette', () => {
  const typing = { isFree: false, isGoing: false }
  const free = { isFree: true, isGoing: false }
  expect(commandOf(key('k', { ctrlKey: true }), typing)).toEqual({ kind: 'palette' })
  expect(commandOf(key('/'), typing)).toBeNull()
  expect(commandOf(key('/'), free)).toEqual({ kind: 'search' })
  expect(commandOf(key('?'), free)).toEqual({ kind: 'help' })
  expect(commandOf(key('g'), free)).toEqual({ kind: 'go' })
  expect(commandOf(key('h'), free)).toBeNull()
  expect(commandOf(key('h'), { isFree: true, isGoing: true })).toEqual({ kind: 'place', key: 'h' })
})

test('the palette finds names without their marks', () => {
  expect(isFoundIn('Sở Nông nghiệp và Môi trường', 'so nong')).toBe(true)
  expect(isFoundIn('Đội ứng cứu sự cố', 'doi cuu')).toBe(true)
  expect(isFoundIn('Sở Y tế', 'tài chính')).toBe(false)
  expect(isFoundIn('Bản chốt số liệu', 'so y te')).toBe(false)
  expect(isFoundIn('Sở Y tế', '')).toBe(true)
})
