import { denominatorsOf } from '#domain/denominator.ts'
import type { AgencyState, FrozenEntry, FrozenHost, FrozenMachine } from '#domain/frozen.ts'
import { controlIds, type ReasonKey } from '#protocol/controls.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import type { EpochMs, HostClass } from '#protocol/values.ts'
import { seededRandom, type Random } from '../fleet/random.ts'

/** A province in memory whose machines change a little every day. */
export type FrozenProvince = {
  readonly agencies: readonly AgencyState[]
  /** The state of the next day: every host that reports has reported on it. */
  next(atMs: EpochMs): FrozenProvince
}

type Size = { readonly agencies: number; readonly hosts: number; readonly changedShare: number }

const unmetReasons = [
  'av-licence-expired',
  'av-off',
  'av-signatures-old',
  'os-support-ended',
  'patches-pending',
] as const satisfies readonly ReasonKey[]

/**
 * Hosts with verdicts as they are seen: most are met, and what is not carries a reason with values of its own. They
 * tell their products, and stand in registers beside machines that never enrolled and what else agencies declare.
 * On a day all but the silent ones report, `changedShare` of all change one verdict, and a tenth of that share stops
 * or begins to report.
 */
export function frozenProvince(size: Size, atMs: EpochMs): FrozenProvince {
  const random = seededRandom(1)
  const each = Math.ceil(size.hosts / size.agencies)
  const agencies = Array.from({ length: size.agencies }, (_, index) => {
    const hosts = Array.from({ length: each }, () => newHost(random, atMs))
    return agencyOf(index, hosts, declaredBy(random, each))
  })
  return provinceOf(agencies, { size, random })
}

function provinceOf(
  agencies: readonly AgencyState[],
  world: { size: Size; random: Random },
): FrozenProvince {
  const next = (atMs: EpochMs) => {
    const { random, size } = world
    const all = agencies.map(({ part }) => part.hosts.map((host) => reportedOn(host, atMs)))
    const somewhere = (change: (host: FrozenHost) => FrozenHost) => {
      const hosts = all[random.between(0, all.length - 1)] ?? []
      const place = random.between(0, hosts.length - 1)
      const host = hosts[place]
      if (host) hosts[place] = change(host)
    }
    const changes = size.hosts * size.changedShare
    for (let count = 0; count < changes; count += 1) {
      somewhere((host) => changedHost(host, random, atMs))
    }
    for (let count = 0; count < changes / 10; count += 1) {
      somewhere((host) => ({ ...host, isSilent: !host.isSilent }))
    }
    const after = agencies.map((agency, index) =>
      agencyOf(index, all[index] ?? [], {
        machines: agency.part.machines,
        entries: agency.part.entries,
      }),
    )
    return provinceOf(after, world)
  }
  return { agencies, next }
}

const startOfDay = (atMs: EpochMs) => atMs - (atMs % dayMs)

const reportedOn = (host: FrozenHost, atMs: EpochMs): FrozenHost =>
  host.isSilent ? host : { ...host, lastReceivedMs: startOfDay(atMs) }

function newHost(random: Random, atMs: EpochMs): FrozenHost {
  const states = controlIds.map(() => random.weighted(stateWeights)).join('')
  const name = `PC-${random.hex(8).toUpperCase()}`
  const id = Array.from({ length: 26 }, () => random.pick(letters)).join('')
  const host = {
    id,
    name,
    class: random.weighted(classWeights),
    states: '',
    reasons: [],
    params: {},
    isSilent: false,
    lastReceivedMs: startOfDay(atMs),
    products: [random.pick(productIds)],
    machine: {
      entryId: `${random.hex(8)}-${random.hex(4)}-${random.hex(4)}-${random.hex(12)}`,
      code: `TS-${random.between(1, 99_999)}`,
      name,
      class: 'workstation' as const,
      room: `Phòng ${random.between(100, 420)}`,
    },
    isCounted: true,
  }
  return withStates(host, states, { random, atMs })
}

const productIds = ['kesl', 'microsoft-defender', 'clamav', 'eset', 'bkav']
const letters = [...'abcdefghijklmnopqrstuvwxyz234567']
const stateWeights = [
  [82, 'm'],
  [10, 'u'],
  [6, '?'],
  [2, 'n'],
] as const
const classWeights: readonly (readonly [number, HostClass])[] = [
  [90, 'workstation'],
  [6, 'server'],
  [4, 'end-device'],
]

function changedHost(host: FrozenHost, random: Random, atMs: EpochMs): FrozenHost {
  const place = random.between(0, controlIds.length - 1)
  const states = [...host.states]
  states[place] = states[place] === 'm' ? 'u' : 'm'
  return withStates(host, states.join(''), { random, atMs })
}

type Chance = { readonly random: Random; readonly atMs: EpochMs }

function withStates(host: FrozenHost, states: string, { random, atMs }: Chance): FrozenHost {
  const isWell = (place: number) => 'mn'.includes(states[place] ?? '')
  const params = controlIds.flatMap((control, place) =>
    isWell(place)
      ? []
      : [
          [
            control,
            host.params[control] ?? {
              product: random.pick(['ClamAV', 'Kaspersky Endpoint Security', 'BKAV Pro']),
              untilAtMs: atMs - random.between(1, 200) * dayMs,
            },
          ],
        ],
  )
  return {
    ...host,
    states,
    reasons: controlIds.map((_, place) =>
      isWell(place) ? 'av-protected' : random.pick(unmetReasons),
    ),
    params: Object.fromEntries(params),
  }
}

type Declared = {
  readonly machines: readonly FrozenMachine[]
  readonly entries: readonly FrozenEntry[]
}

/** A tenth as many machines as hosts that never enrolled, and some declarations of every size. */
function declaredBy(random: Random, hosts: number): Declared {
  const id = () => `${random.hex(8)}-${random.hex(4)}-${random.hex(4)}-${random.hex(12)}`
  const said: readonly [FrozenEntry['kind'], unknown][] = [
    ['staff', { officials: hosts, publicEmployees: random.between(0, hosts) }],
    ['it-officer', { isAssigned: true, isTrained: random.chance(0.8), people: 1 }],
    ...figureNames.map((metric): [FrozenEntry['kind'], unknown] => [
      'figure',
      { metric, numerator: random.between(0, 400), denominator: 400 },
    ]),
  ]
  return {
    machines: Array.from({ length: Math.ceil(hosts / 10) }, () => ({
      entryId: id(),
      code: `TS-${random.between(1, 99_999)}`,
      name: null,
      class: 'workstation' as const,
      room: `Phòng ${random.between(100, 420)}`,
    })),
    entries: said.map(([kind, body], index) => ({
      rowId: index + 1,
      entryId: id(),
      kind,
      body,
      fromDay: '2026-01-01',
      actor: 'user an',
      evidence: 'Công văn số 12/SYT-VP',
    })),
  }
}

const figureNames = [
  'electronic-submissions',
  'electronic-exchange',
  'public-services-level-3',
  'dossiers-online',
  'devices-reviewed',
]

function agencyOf(index: number, hosts: readonly FrozenHost[], declared: Declared): AgencyState {
  const listed = [...hosts.flatMap(({ machine }) => machine ?? []), ...declared.machines]
  const matches = hosts.flatMap(({ id, machine }) =>
    machine ? [{ entryId: machine.entryId, hostId: id }] : [],
  )
  const counted = denominatorsOf({
    machines: listed.map(({ entryId, class: one }) => ({
      entryId,
      class: one,
      state: 'in-use',
      carriesNoAgent: false,
    })),
    counts: {},
    hosts: hosts.map((host) => ({
      hostId: host.id,
      class: host.class,
      isReporting: !host.isSilent,
    })),
    matches,
  })
  return {
    id: `agency-${String(index).padStart(3, '0')}`,
    name: `Cơ quan ${index}`,
    kind: 'sở',
    level: 'tỉnh',
    exclusion: null,
    denominators: counted.classes,
    part: {
      controls: [...controlIds],
      hosts: hosts.toSorted((left, right) => (left.id < right.id ? -1 : 1)),
      machines: [...declared.machines],
      exclusions: [],
      entries: [...declared.entries],
    },
  }
}
