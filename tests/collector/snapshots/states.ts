import * as fc from 'fast-check'
import { denominatorsOf } from '#domain/denominator.ts'
import type { AgencyState, FrozenHost, FrozenMachine } from '#domain/frozen.ts'
import type { StateLook } from '#domain/moved-comparison.ts'
import { plans, type Plan } from '#domain/plan.ts'
import { snapshotValuesOf } from '#domain/snapshot-values.ts'
import { controlIds, type ReasonKey } from '#protocol/controls.ts'
import { hostClasses, type HostClass } from '#protocol/values.ts'

/** A moment after every plan of the product has ended and one that has no end. */
export const cutOffMs = Date.UTC(2018, 10, 15, 16, 59, 59, 999)

export const planOf = (id: string): Plan => {
  const plan = plans.find((one) => one.id === id)
  if (!plan) throw new Error(`no plan ${id}`)
  return plan
}

const hostIdOf = (index: number) =>
  `${'a'.repeat(24)}${'abcdefghij'[Math.floor(index / 10)] ?? 'z'}${'abcdefghij'[index % 10] ?? 'z'}`

/** What one machine of a small province is in one state; null: it is not there. */
type AnyMachine = {
  readonly agency: number
  readonly class: HostClass
  readonly states: string
  readonly reason: ReasonKey
  readonly isSilent: boolean
  /** Listed in the register, enrolled, or both. */
  readonly where: 'register' | 'host' | 'both' | 'both-in-store'
}

const reasons = [
  'av-protected',
  'av-licence-expired',
  'av-signatures-old',
  'av-licence-built-in',
  'av-off',
] as const satisfies readonly ReasonKey[]

const anyMachine: fc.Arbitrary<AnyMachine | null> = fc.option(
  fc.record({
    agency: fc.nat({ max: 3 }),
    class: fc.constantFrom(...hostClasses),
    states: fc
      .array(fc.constantFrom('m', 'u', '?', 'n'), {
        minLength: controlIds.length,
        maxLength: controlIds.length,
      })
      .map((letters) => letters.join('')),
    reason: fc.constantFrom(...reasons),
    isSilent: fc.boolean(),
    where: fc.constantFrom('register', 'host', 'both', 'both-in-store'),
  }),
  { freq: 5 },
)

const anyAgency = fc.record({
  isThere: fc.boolean(),
  isExcluded: fc.boolean(),
  level: fc.constantFrom('tỉnh', 'huyện', 'xã', null),
  counted: fc.option(fc.nat({ max: 9 })),
  officials: fc.option(fc.nat({ max: 9 })),
  lans: fc.array(fc.boolean(), { maxLength: 3 }),
})

const anyState = fc.record({
  machines: fc.array(anyMachine, { minLength: 12, maxLength: 12 }),
  agencies: fc.array(anyAgency, { minLength: 4, maxLength: 4 }),
  builtIn: fc.constantFrom(null, true, false),
})
type AnyState = typeof anyState extends fc.Arbitrary<infer State> ? State : never

/** A random state of a small province under a plan. */
export function stateUnder(plan: Plan, state: AnyState): StateLook {
  const agencies = state.agencies.flatMap((agency, index) =>
    agency.isThere ? [agencyState(agency, { index, state })] : [],
  )
  const builtIn = { value: state.builtIn, author: 'x', decidedOn: '2018-01-01' }
  return {
    plan,
    cutOffMs,
    agencies,
    values: snapshotValuesOf(plan, agencies, cutOffMs),
    settings: { doesBuiltInCountAsLicensed: builtIn },
  }
}

/** Two random states of the same machines and agencies. */
export const anyStates = fc.tuple(anyState, anyState)

function agencyState(
  agency: AnyState['agencies'][number],
  { index, state }: { index: number; state: AnyState },
): AgencyState {
  const own = state.machines.flatMap((machine, place) =>
    machine?.agency === index ? [{ ...machine, place }] : [],
  )
  const listed = own.filter(({ where }) => where !== 'host')
  const enrolled = own.filter(({ where }) => where !== 'register')
  const counted = denominatorsOf({
    machines: listed.map((machine) => ({
      entryId: `e${machine.place}`,
      class: machine.class,
      state: machine.where === 'both-in-store' ? 'in-store' : 'in-use',
      carriesNoAgent: false,
    })),
    counts: agency.counted === null ? {} : { workstation: agency.counted },
    hosts: enrolled.map((machine) => ({
      hostId: hostIdOf(machine.place),
      class: machine.class,
      isReporting: !machine.isSilent,
    })),
    matches: own
      .filter(({ where }) => where.startsWith('both'))
      .map(({ place }) => ({ entryId: `e${place}`, hostId: hostIdOf(place) })),
  })
  const isCounted = new Set(counted.countedHosts)
  const hosts = enrolled.map((machine): FrozenHost => {
    const id = hostIdOf(machine.place)
    return {
      id,
      name: `PC-${machine.place}`,
      class: machine.class,
      states: machine.states,
      reasons: controlIds.map(() => machine.reason),
      params: {},
      isSilent: machine.isSilent,
      lastReceivedMs: cutOffMs,
      machine: machine.where === 'host' ? null : machineOf(machine),
      isCounted: isCounted.has(id),
    }
  })
  return {
    id: `agency-${index}`,
    name: `Cơ quan ${index}`,
    kind: 'sở',
    level: agency.level,
    exclusion: agency.isExcluded ? { reason: 'thuộc lĩnh vực quản lý', actor: 'x' } : null,
    denominators: counted.classes,
    part: {
      controls: [...controlIds],
      hosts,
      machines: listed.filter(({ where }) => where === 'register').map(machineOf),
      exclusions: [],
      entries: entriesOf(agency, index),
    },
  }
}

function machineOf(machine: { place: number; class: HostClass }): FrozenMachine {
  const code = `TS-${machine.place}`
  return { entryId: `e${machine.place}`, code, name: null, class: machine.class, room: null }
}

function entriesOf(agency: AnyState['agencies'][number], index: number) {
  const entry = { fromDay: '2018-01-01', actor: 'x', evidence: null }
  const staff =
    agency.officials === null
      ? []
      : [{ kind: 'staff' as const, body: { officials: agency.officials, publicEmployees: 0 } }]
  const lans = agency.lans.map((hasFirewall, place) => ({
    kind: 'lan' as const,
    body: {
      name: `LAN ${place}`,
      place: null,
      hasBroadband: true,
      hasFirewall,
      firewallProduct: null,
    },
  }))
  return [...staff, ...lans].map((one, place) => ({
    ...entry,
    ...one,
    rowId: index * 100 + place + 1,
    entryId: `declared-${index}-${place}`,
  }))
}
