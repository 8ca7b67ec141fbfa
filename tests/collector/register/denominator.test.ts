import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  denominatorsOf,
  sumOfDenominators,
  type AgencyMachines,
  type CountedHost,
  type CountedMachine,
} from '#domain/denominator.ts'
import { machineStates } from '#protocol/register.ts'
import { hostClasses } from '#protocol/values.ts'

const machines = (count: number, more: Partial<CountedMachine> = {}): CountedMachine[] =>
  Array.from({ length: count }, (_, index) => ({
    entryId: `m${index}`,
    class: 'workstation',
    state: 'in-use',
    carriesNoAgent: false,
    ...more,
  }))
const hosts = (count: number, more: Partial<CountedHost> = {}): CountedHost[] =>
  Array.from({ length: count }, (_, index) => ({
    hostId: `h${index}`,
    class: 'workstation',
    isReporting: true,
    ...more,
  }))
const inCommon = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ entryId: `m${index}`, hostId: `h${index}` }))
const agency = (more: Partial<AgencyMachines>): AgencyMachines => ({
  machines: [],
  counts: {},
  hosts: [],
  matches: [],
  ...more,
})

test('declared 100, enrolled 100, 60 in common gives 140', () => {
  const { total, neverEnrolled, unregistered } = denominatorsOf(
    agency({ machines: machines(100), hosts: hosts(100), matches: inCommon(60) }),
  )
  expect(total).toEqual({
    declared: 100,
    enrolled: 100,
    reporting: 100,
    matched: 60,
    neverEnrolled: 40,
    unregistered: 40,
    withoutAgent: 0,
    population: 140,
    isLowerBound: false,
    isUnderDeclared: false,
  })
  expect([neverEnrolled.length, unregistered.length]).toEqual([40, 40])
})

test('where only a count is declared the larger of both is a lower bound', () => {
  const few = denominatorsOf(agency({ counts: { workstation: 100 }, hosts: hosts(60) })).total
  expect([few.population, few.isLowerBound, few.isUnderDeclared]).toEqual([100, true, false])
  const many = denominatorsOf(agency({ counts: { workstation: 50 }, hosts: hosts(60) })).total
  expect([many.population, many.isLowerBound, many.isUnderDeclared]).toEqual([60, true, true])
})

test('where both are declared a count above the list says that the list is not complete', () => {
  const both = { machines: machines(10), hosts: hosts(10), matches: inCommon(5) }
  const above = denominatorsOf(agency({ ...both, counts: { workstation: 40 } })).total
  expect([above.declared, above.population, above.isLowerBound]).toEqual([40, 40, true])
  const equal = denominatorsOf(agency({ ...both, counts: { workstation: 10 } })).total
  expect([equal.declared, equal.population, equal.isLowerBound]).toEqual([10, 15, false])
})

test('where nothing is declared only what is enrolled is known', () => {
  const { total } = denominatorsOf(agency({ hosts: hosts(3, { isReporting: false }) }))
  expect(total).toMatchObject({ declared: null, population: 3, reporting: 0, isLowerBound: true })
  expect(denominatorsOf(agency({})).total).toMatchObject({ population: 0, isLowerBound: true })
})

test('a class of which an agency with a register has nothing makes no lower bound', () => {
  const { classes } = denominatorsOf(agency({ machines: machines(2) }))
  expect(classes.server).toMatchObject({ population: 0, isLowerBound: false })
})

test('a machine that is not in use is out, with its host', () => {
  const stored = machines(3).map((one, index) =>
    index === 0 ? { ...one, state: 'in-store' as const } : one,
  )
  const counted = denominatorsOf(
    agency({ machines: stored, hosts: hosts(2), matches: inCommon(2) }),
  )
  expect(counted.total).toMatchObject({ declared: 2, enrolled: 1, matched: 1, population: 2 })
  expect(counted.notInUse).toEqual([{ entryId: 'm0', hostId: 'h0' }])
  expect(counted.countedHosts).toEqual(['h1'])
})

test('a machine that may carry no agent is counted and not asked for', () => {
  const counted = denominatorsOf(
    agency({ machines: machines(4, { carriesNoAgent: true }), hosts: [] }),
  )
  expect(counted.total).toMatchObject({ withoutAgent: 4, population: 4, neverEnrolled: 0 })
  expect(counted.neverEnrolled).toEqual([])
})

test('a machine that may carry no agent and is a host all the same counts once', () => {
  const secret = machines(1, { carriesNoAgent: true })
  const counted = denominatorsOf(
    agency({ machines: secret, hosts: hosts(1), matches: inCommon(1) }),
  )
  expect(counted.total).toMatchObject({ withoutAgent: 0, enrolled: 1, matched: 1, population: 1 })
  expect(counted.withoutAgent).toEqual([])
})

test('a matched machine counts in the class of its host, once', () => {
  const { classes, total } = denominatorsOf(
    agency({ machines: machines(1, { class: 'server' }), hosts: hosts(1), matches: inCommon(1) }),
  )
  expect([classes.server.population, classes.workstation.population]).toEqual([0, 1])
  expect(total).toMatchObject({ declared: 1, population: 1, isLowerBound: false })
})

const aClass = fc.constantFrom(...hostClasses)
const anAgency: fc.Arbitrary<AgencyMachines> = fc
  .record({
    machines: fc.array(
      fc.record({
        class: aClass,
        state: fc.constantFrom(...machineStates),
        carriesNoAgent: fc.boolean(),
      }),
      { maxLength: 12 },
    ),
    hosts: fc.array(fc.record({ class: aClass, isReporting: fc.boolean() }), { maxLength: 12 }),
    counts: fc.record(
      { server: fc.nat(9), workstation: fc.nat(20), 'end-device': fc.nat(3) },
      { requiredKeys: [] },
    ),
    common: fc.nat(12),
  })
  .map(({ common, ...one }) => {
    const listed = one.machines.map((machine, index) => ({ ...machine, entryId: `m${index}` }))
    const enrolled = one.hosts.map((host, index) => ({ ...host, hostId: `h${index}` }))
    const matches = inCommon(Math.min(common, listed.length, enrolled.length))
    return { machines: listed, hosts: enrolled, counts: one.counts, matches }
  })

/** Says it in another way: every machine there is, as a set of names. */
function populationByHand({ machines: listed, hosts: enrolled, counts, matches }: AgencyMachines) {
  const all = new Map<string, string>()
  const out = new Set<string>()
  for (const { entryId, class: of, state } of listed) {
    const found = matches.find((match) => match.entryId === entryId)?.hostId
    if (state !== 'in-use') out.add(found ?? entryId)
    else if (!found) all.set(entryId, of)
  }
  for (const { hostId, class: of } of enrolled) if (!out.has(hostId)) all.set(hostId, of)
  return Object.fromEntries(
    hostClasses.map((of) => [
      of,
      Math.max([...all.values()].filter((one) => one === of).length, counts[of] ?? 0),
    ]),
  )
}

test('the population equals a count of the machines by hand', () => {
  fc.assert(
    fc.property(anAgency, (given) => {
      const { classes } = denominatorsOf(given)
      const counted = Object.fromEntries(hostClasses.map((of) => [of, classes[of].population]))
      expect(counted).toEqual(populationByHand(given))
    }),
  )
})

test('never more is enrolled than there is, and each part adds up', () => {
  fc.assert(
    fc.property(anAgency, (given) => {
      const { classes, total, ...lists } = denominatorsOf(given)
      for (const one of [...Object.values(classes), total]) {
        expect(one.population).toBeGreaterThanOrEqual(one.enrolled + one.neverEnrolled)
        expect(one.population).toBeGreaterThanOrEqual(one.declared ?? 0)
        expect(one.enrolled).toBe(one.matched + one.unregistered)
        expect(one.reporting).toBeLessThanOrEqual(one.enrolled)
      }
      expect(total).toEqual(sumOfDenominators(Object.values(classes)))
      expect(lists.neverEnrolled.length).toBe(total.neverEnrolled)
      expect(lists.unregistered.length).toBe(total.unregistered)
      expect(lists.countedHosts.length).toBe(total.enrolled)
    }),
  )
})
