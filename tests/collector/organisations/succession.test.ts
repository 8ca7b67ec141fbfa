import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { startOfDayMs } from '#domain/organisation-days.ts'
import { roleHolderOn, suggestedRoles, withAssignment } from '#domain/roles.ts'
import {
  handedOver,
  organisationsInPeriod,
  successorsOn,
  type HostInterval,
} from '#domain/succession.ts'
import { roles, type RoleAssignment, type Succession } from '#protocol/organisations.ts'
import { aDay, aVersion } from './lives.ts'

const aSuccession = (from: string, to: string, onDay: string): Succession => ({
  fromAgencyId: from,
  toAgencyId: to,
  kind: 'merged',
  onDay,
  source: null,
})

test('an agency that merges mid-quarter is in the report until the day before, its successor from its own first day', () => {
  const lives = new Map([
    ['kon-tum', [aVersion({ name: 'Sở Y tế Kon Tum', untilDay: '2025-08-14' })]],
    ['health', [aVersion({ name: 'Sở Y tế' })]],
    ['new', [aVersion({ name: 'Xã mới', fromDay: '2025-08-15' })]],
    ['old', [aVersion({ name: 'Huyện cũ', untilDay: '2025-06-30' })]],
  ])
  const merged = aSuccession('kon-tum', 'health', '2025-08-15')
  const period = { fromDay: '2025-07-01', untilDay: '2025-09-30' }
  const seen = organisationsInPeriod({ lives, successions: [merged] }, period)
  expect(
    seen.map(({ id, fromDay, untilDay, isWhole, successions }) => [
      id,
      fromDay,
      untilDay,
      isWhole,
      successions,
    ]),
  ).toEqual([
    ['kon-tum', '2025-07-01', '2025-08-14', false, [merged]],
    ['health', '2025-07-01', '2025-09-30', true, []],
    ['new', '2025-08-15', '2025-09-30', false, []],
  ])
})

test('a chain of successors is followed to who stands on the day, and no further', () => {
  const lives = new Map([
    ['a', [aVersion({ untilDay: '2023-12-31' })]],
    ['b', [aVersion({ untilDay: '2024-12-31' })]],
    ['c', [aVersion({})]],
  ])
  const successions = [aSuccession('a', 'b', '2024-01-01'), aSuccession('b', 'c', '2025-01-01')]
  const holder = (day: string) => successorsOn({ lives, successions }, 'a', day)
  expect(holder('2023-12-31')).toEqual(['a'])
  expect(holder('2024-01-01')).toEqual(['b'])
  expect(holder('2025-01-01')).toEqual(['c'])
  expect(successorsOn({ lives: new Map(), successions }, 'a', '2025-01-01')).toEqual([])
})

test('every chain ends, even one that bites its tail', () => {
  const link = fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 6 }), aDay)
  fc.assert(
    fc.property(fc.array(link, { maxLength: 20 }), aDay, (links, day) => {
      const successions = links.map(([from, to, onDay]) => aSuccession(`${from}`, `${to}`, onDay))
      const lives = new Map([['3', [aVersion({})]]])
      const ends = successorsOn({ lives, successions }, '0', day)
      expect(ends.length === 0 || ends.join() === '3').toBe(true)
    }),
  )
})

test('however organisations hand hosts over, every moment of a host belongs to exactly one', () => {
  const handOver = fc.record({
    from: fc.constantFrom('a', 'b', 'c'),
    toAgencyId: fc.constantFrom('a', 'b', 'c'),
    onDay: aDay,
  })
  fc.assert(
    fc.property(fc.array(handOver, { maxLength: 8 }), aDay, aDay, (handOvers, first, asked) => {
      const enrolledMs = startOfDayMs(first) + 3_600_000
      let intervals: readonly HostInterval[] = [
        { hostId: 'host', agencyId: 'a', fromMs: enrolledMs, untilMs: null },
      ]
      for (const { from, ...hand } of handOvers) {
        intervals = intervals.flatMap((one) =>
          one.agencyId === from ? handedOver(one, hand) : [one],
        )
      }
      const holds = ({ fromMs, untilMs }: HostInterval, atMs: number) =>
        fromMs <= atMs && (untilMs === null || atMs < untilMs)
      for (const atMs of [startOfDayMs(asked), startOfDayMs(asked) + 86_399_999, enrolledMs]) {
        const holding = intervals.filter((one) => holds(one, atMs))
        expect(holding).toHaveLength(atMs >= enrolledMs ? 1 : 0)
      }
    }),
  )
})

test('before the day of a merger a host counts for itself, from midnight of that day for the successor', () => {
  const dayMs = startOfDayMs('2025-07-01')
  const interval = { hostId: 'h', agencyId: 'a', fromMs: dayMs - 5, untilMs: null }
  expect(handedOver(interval, { toAgencyId: 'b', onDay: '2025-07-01' })).toEqual([
    { ...interval, untilMs: dayMs },
    { ...interval, agencyId: 'b', fromMs: dayMs },
  ])
})

const aRole = (differences: Partial<RoleAssignment>): RoleAssignment => ({
  role: 'specialised-unit',
  agencyId: null,
  organisationName: 'Sở Thông tin và Truyền thông',
  forAgencyId: null,
  fromDay: '2017-12-18',
  untilDay: null,
  source: null,
  functions: null,
  representative: null,
  address: null,
  contact: null,
  ...differences,
})

test('the specialised unit is the department until 28/02/2025 and the police from 01/3/2025', () => {
  const police = aRole({ organisationName: 'Công an tỉnh', fromDay: '2025-03-01' })
  const { added, others } = withAssignment([aRole({})], police)
  const assignments = [...others, added]
  const holder = (day: string) =>
    roleHolderOn(assignments, { role: 'specialised-unit', day })?.organisationName ?? null
  expect([holder('2017-12-17'), holder('2025-02-28'), holder('2025-03-01')]).toEqual([
    null,
    'Sở Thông tin và Truyền thông',
    'Công an tỉnh',
  ])
})

test('a role has at most one holder on each day, and the newest word wins on all of its days', () => {
  const assignment = fc
    .tuple(fc.constantFrom(...roles.slice(0, 2)), aDay, fc.option(aDay), fc.nat({ max: 99 }))
    .filter(([, from, until]) => until === null || from <= until)
    .map(([role, fromDay, untilDay, name]) =>
      aRole({ role, fromDay, untilDay, organisationName: `${name}` }),
    )
  fc.assert(
    fc.property(fc.array(assignment, { minLength: 1, maxLength: 8 }), aDay, (said, day) => {
      let known: readonly RoleAssignment[] = []
      for (const one of said) {
        const { added, others } = withAssignment(known, one)
        known = [...others, added]
        if (one.untilDay !== null) {
          expect(roleHolderOn(known, { role: one.role, day: one.untilDay })).toEqual(added)
        }
        expect(roleHolderOn(known, { role: one.role, day: one.fromDay })).toEqual(added)
      }
      for (const role of roles) {
        const holding = known.filter(
          (one) =>
            one.role === role &&
            one.fromDay <= day &&
            (one.untilDay === null || day <= one.untilDay),
        )
        expect(holding.length).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('documents suggest roles of their own province until somebody has recorded them', () => {
  const suggested = suggestedRoles('quang-ngai', [])
  expect(suggested.every(({ source }) => source.length > 10)).toBe(true)
  expect(suggested.filter(({ role }) => role === 'specialised-unit')).toHaveLength(2)
  const recorded = [aRole({ untilDay: '2025-02-28' })]
  expect(
    suggestedRoles('quang-ngai', recorded).filter(({ role }) => role === 'specialised-unit'),
  ).toMatchObject([{ organisationName: 'Công an tỉnh Quảng Ngãi' }])
  expect(suggestedRoles('another', [])).toEqual([])
})
