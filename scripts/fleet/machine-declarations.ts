import { classify } from '#domain/classify.ts'
import type { KindedBody } from '#domain/register.ts'
import type { EntryBody } from '#protocol/register.ts'
import { hostClasses, isUnknown, type EpochMs, type HostClass } from '#protocol/values.ts'
import type { SampleAgency, SampleHost } from './province.ts'
import type { Random } from './random.ts'
import { sampleReadings } from './readings.ts'

type Owned = {
  readonly agency: SampleAgency
  readonly hosts: readonly SampleHost[]
  readonly nowMs: EpochMs
}

/** What an agency says of its machines: some list them one by one, the others count them by class. */
export function machineDeclarations(owned: Owned, random: Random): KindedBody[] {
  return random.chance(0.45) ? listed(owned, random) : counted(owned, random)
}

function counted({ hosts, nowMs }: Owned, random: Random): KindedBody[] {
  const classes = Map.groupBy(hosts, (host) => labelOf(host, nowMs).class)
  return hostClasses.flatMap((of) => {
    const enrolled = classes.get(of)?.length ?? 0
    if (enrolled === 0) return []
    const count = Math.max(1, Math.round(enrolled * (0.94 + random.next() * 0.22)))
    return [{ kind: 'machine-count', body: { class: of, count } } satisfies KindedBody]
  })
}

/** The label of a machine as its own probes read it, so that the register and the machine agree. */
function labelOf(
  host: SampleHost,
  nowMs: EpochMs,
): { readonly class: HostClass; readonly serial: string | null } {
  const { os, hardware } = sampleReadings(host, nowMs)
  const serial = hardware?.state === 'known' ? hardware.facts.serial : null
  const seen = os ? { os: { reading: os, observedAtMs: nowMs } } : {}
  return { class: classify(seen), serial: isUnknown(serial) ? null : serial }
}

/** Most machines that report, a few nobody has installed anything on, and what offices write wrong. */
function listed({ agency, hosts, nowMs }: Owned, random: Random): KindedBody[] {
  const known = hosts.filter(() => random.chance(0.93))
  const others = Array.from({ length: Math.ceil(hosts.length / 14) }, (_, index) => ({
    class: 'workstation' as const,
    name: `PC-${agency.code}-MOI${index + 1}`,
    serial: serialNumber(random),
    isHost: false,
  }))
  const machines = [...known.map((host) => asWritten(host, nowMs, random)), ...others]
  return machines.map((machine, index) => ({
    kind: 'machine',
    body: machineOf(machine, { agency, number: index + 1, random }),
  }))
}

type Written = Pick<EntryBody<'machine'>, 'class' | 'name' | 'serial'> & {
  readonly isHost: boolean
}

function asWritten(host: SampleHost, nowMs: EpochMs, random: Random): Written {
  const { serial, class: of } = labelOf(host, nowMs)
  const { hostname: name } = host
  const isHost = true
  if (random.chance(0.05)) return { class: of, name, serial: null, isHost }
  if (random.chance(0.03)) return { class: of, name, serial: serialNumber(random), isHost }
  return { class: of, name: random.chance(0.9) ? name : null, serial, isHost }
}

const serialNumber = (random: Random) => random.hex(7).toUpperCase()

function machineOf(
  { isHost, ...written }: Written,
  { agency, number, random }: { agency: SampleAgency; number: number; random: Random },
): EntryBody<'machine'> {
  const isAside = random.chance(0.03)
  const code = `${agency.code}-${String(number).padStart(3, '0')}`
  return {
    ...written,
    code,
    assetTag: `TS-${code}`,
    macs: [],
    room: written.class === 'server' ? 'Phòng máy chủ' : roomOf(random),
    state: isAside ? random.pick(['in-store', 'in-repair', 'to-be-disposed'] as const) : 'in-use',
    stateReason: isAside ? 'Máy cũ, không còn dùng được cho công việc' : null,
    // What sends data here may: that a machine for state secrets does is an alarm.
    carriesNoAgent: random.chance(isHost ? 0 : 0.1),
  }
}

const roomOf = (random: Random) => `Phòng ${random.between(1, 4)}0${random.between(1, 9)}`
