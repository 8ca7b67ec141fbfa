import type { ControlId } from '#protocol/controls.ts'
import {
  mondayLimits,
  type MondayAgency,
  type MondayGain,
  type MondayLate,
  type MondayMachine,
} from '#protocol/monday.ts'
import { hostClasses, type HostClass } from '#protocol/values.ts'
import { fraction, shown, type Fraction } from './fraction.ts'
import type { AgencyState } from './frozen.ts'
import { figureOf, lookOf, type SheetLook } from './monday.ts'
import { countedBy, type StateLook } from './moved-comparison.ts'
import { sideOf, type SideSubject } from './moved-side.ts'
import type { Indicator } from './plan.ts'
import { dayOf } from './register.ts'
import { addGain, byGain, gainOf } from './remedies/gain.ts'
import { reasonOfSilence } from './silence.ts'

export type AgencyInput = {
  readonly now: SheetLook & { readonly number: number }
  readonly agency: AgencyState
  readonly late: readonly MondayLate[]
  /** How many machines are named. */
  readonly machinesMax?: number
}

/** Ten machines first: where each stands, why it counts as it does, and what putting it right is worth. */
export function mondayAgencyOf({
  now,
  agency,
  late,
  machinesMax = mondayLimits.machines,
}: AgencyInput): MondayAgency {
  const machines = machinesOf(now, agency)
  return {
    day: dayOf(now.cutOffMs),
    plan: { id: now.plan.id, name: now.plan.name },
    agency: { id: agency.id, name: agency.name },
    now: { cutOffMs: now.cutOffMs, number: now.number },
    figures: now.plan.indicators
      .filter((indicator) => countedBy(indicator).of === 'machines')
      .map((indicator) => ({
        indicator: lookOf(indicator),
        ...figureOf(now, indicator, agency.id),
      })),
    machines: machines.slice(0, machinesMax),
    machinesTotal: machines.length,
    late: [...late],
  }
}

/** One control of one machine that some indicator counts against it. */
type Fault = {
  readonly subject: SideSubject
  readonly control: ControlId
  readonly gain: MondayGain | null
}

/** Every machine that adds less than it could; what is worth most first, then what can be done on the spot. */
export function machinesOf(now: StateLook, agency: AgencyState): MondayMachine[] {
  const faults = now.plan.indicators.flatMap((indicator) => faultsOf(indicator, now, agency))
  const machines = Map.groupBy(faults, ({ subject }) => subject.key)
  return [...machines.values()]
    .flatMap((own) => machineOf(own, agency) ?? [])
    .toSorted(byWorth)
    .map(({ worth: _worth, ...machine }) => machine)
}

function faultsOf(indicator: Indicator, now: StateLook, agency: AgencyState): Fault[] {
  const counted = countedBy(indicator)
  if (counted.of !== 'machines') return []
  const values = now.values.filter((value) => value.indicatorId === indicator.id)
  const classes = indicator.classes ?? hostClasses
  const side = sideOf([agency], { counted, classes, agencyId: agency.id, values })
  const province = values.find(({ agencyId }) => agencyId === null)?.worst
  const gain = counted.kind === 'count' ? null : gainOf(1, side.total)
  const provinceGain = gainOf(1, province)
  const worth: MondayGain | null =
    gain && provinceGain ? { indicatorId: indicator.id, gain, provinceGain } : null
  return (
    [...side.subjects.values()]
      .filter(({ isInScope, state }) => isInScope && (state === 'unmet' || state === 'unknown'))
      // What may not be there counts against the agency only where it was found.
      .filter(({ state }) => counted.kind !== 'count' || state === 'unmet')
      .map((subject) => ({ subject, control: counted.control, gain: worth }))
  )
}

type Weighed = MondayMachine & { readonly worth: Fraction }

function machineOf(faults: readonly Fault[], agency: AgencyState): Weighed | null {
  const [first] = faults
  if (!first) return null
  const { subject } = first
  const gains = faults.flatMap(({ gain }) => gain ?? [])
  const worth = gains.reduce((sum, { gain }) => addGain(sum, gain), fraction(0, 1))
  const byControl = new Map(faults.map((fault) => [fault.control, fault.subject]))
  return {
    kind: subject.kind === 'machine' ? 'machine' : 'host',
    id: subject.id,
    name: subject.name,
    class: subject.class ?? 'workstation',
    room: roomOf(agency, subject),
    causes: [...byControl].map(([control, one]) => causeOf(agency, one, control)),
    gains,
    total: shown(worth),
    worth,
  }
}

function roomOf({ part }: AgencyState, subject: SideSubject): string | null {
  if (subject.kind === 'machine') {
    return part.machines.find(({ entryId }) => entryId === subject.id)?.room ?? null
  }
  return part.hosts.find(({ id }) => id === subject.id)?.machine?.room ?? null
}

function causeOf(
  { part }: AgencyState,
  subject: SideSubject,
  control: ControlId,
): MondayMachine['causes'][number] {
  const { state } = subject
  const host = part.hosts.find(({ id }) => id === subject.id)
  if (!host) return { control, state, reason: '', params: {} }
  if (host.isSilent || host.lastReceivedMs === null) {
    const { key, params } = reasonOfSilence(control, host.lastReceivedMs)
    return { control, state, reason: key, params: { ...params } }
  }
  return { control, state, reason: subject.reason, params: { ...host.params[control] } }
}

const classOrder: Readonly<Record<HostClass, number>> = {
  server: 0,
  workstation: 1,
  'end-device': 2,
}

function byWorth(left: Weighed, right: Weighed): number {
  const difference = byGain(left.worth, right.worth)
  if (difference !== 0) return difference
  const unmet = (machine: MondayMachine) =>
    machine.causes.filter(({ state }) => state === 'unmet').length
  if (unmet(left) !== unmet(right)) return unmet(right) - unmet(left)
  if (left.class !== right.class) return classOrder[left.class] - classOrder[right.class]
  // Machines of one room stand together: one walk puts them right.
  const place = ({ room, name, id }: MondayMachine) => `${room ?? '~'}\n${name}\n${id}`
  return place(left) < place(right) ? -1 : 1
}
