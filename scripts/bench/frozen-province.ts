import { denominatorsOf } from '#domain/denominator.ts'
import type { AgencyState, FrozenHost } from '#domain/frozen.ts'
import { controlIds, type ReasonKey } from '#protocol/controls.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import type { EpochMs, HostClass } from '#protocol/values.ts'
import { seededRandom, type Random } from '../fleet/random.ts'

/** A province in memory whose machines change a little every day. */
export type FrozenProvince = {
  readonly agencies: readonly AgencyState[]
  /** The state of the next day; agencies in which nothing changed are the same objects. */
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
 * Hosts with verdicts as they are seen: most are met, and what is not carries a reason with values of its own.
 * On a day `changedShare` of them change one verdict, and the same share stops or begins to report.
 */
export function frozenProvince(size: Size, atMs: EpochMs): FrozenProvince {
  const random = seededRandom(1)
  const each = Math.ceil(size.hosts / size.agencies)
  const agencies = Array.from({ length: size.agencies }, (_, index) => {
    const hosts = Array.from({ length: each }, () => newHost(random, atMs))
    return agencyOf(index, hosts)
  })
  return provinceOf(agencies, { size, random })
}

function provinceOf(
  agencies: readonly AgencyState[],
  world: { size: Size; random: Random },
): FrozenProvince {
  const next = (atMs: EpochMs) => {
    const { random, size } = world
    const changed = new Map<number, FrozenHost[]>()
    for (let count = 0; count < size.hosts * size.changedShare; count += 1) {
      const index = random.between(0, agencies.length - 1)
      const hosts = changed.get(index) ?? [...(agencies[index]?.part.hosts ?? [])]
      const place = random.between(0, hosts.length - 1)
      const host = hosts[place]
      if (host) hosts[place] = changedHost(host, random, atMs)
      changed.set(index, hosts)
    }
    const after = agencies.map((agency, index) => {
      const hosts = changed.get(index)
      return hosts ? agencyOf(index, hosts) : agency
    })
    return provinceOf(after, world)
  }
  return { agencies, next }
}

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
    lastReceivedMs: atMs - (atMs % dayMs),
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

function agencyOf(index: number, hosts: readonly FrozenHost[]): AgencyState {
  const counted = denominatorsOf({
    machines: [],
    counts: {},
    hosts: hosts.map((host) => ({ hostId: host.id, class: host.class, isReporting: true })),
    matches: [],
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
      machines: [],
      exclusions: [],
      entries: [],
    },
  }
}
