import { controlIds, type ControlId } from '#protocol/controls.ts'
import { entryBodies } from '#protocol/register.ts'
import { hostClasses, type EpochMs, type HostClass } from '#protocol/values.ts'
import { countedState, type AgencyState, type FrozenAgency } from './frozen.ts'
import {
  noEntries,
  overPopulation,
  type AgencyEntries,
  type InputAgency,
  type MeasureInput,
  type MeasuredEntryKind,
  type Offender,
  type PopulationCounts,
} from './measure-input.ts'
import { emptyMeasurement, measure } from './measure.ts'
import { dayOf } from './register.ts'

/** What a plan is measured from, out of a frozen state alone: a number of a snapshot can be computed again. */
export function measureInputOf(agencies: readonly AgencyState[], cutOffMs: EpochMs): MeasureInput {
  return { cutOffMs, cutOffDay: dayOf(cutOffMs), agencies: agencies.map(inputAgency) }
}

function inputAgency({ part, ...head }: AgencyState): InputAgency {
  const countsOf = (machineClass: HostClass) => countsIn(part, head, machineClass)
  return {
    ...head,
    counts: {
      server: countsOf('server'),
      workstation: countsOf('workstation'),
      'end-device': countsOf('end-device'),
    },
    offenders: offendersIn(part),
    entries: entriesIn(part),
    devices: devicesIn(part),
  }
}

function countsIn(
  part: FrozenAgency,
  { denominators }: Pick<AgencyState, 'denominators'>,
  machineClass: HostClass,
): PopulationCounts {
  const hosts = part.hosts.filter((host) => host.isCounted && host.class === machineClass)
  const counts = controlIds.map((control) => {
    const states = hosts.map((host) => countedState(part.controls, host, control))
    const enrolled = states.length === 0 ? emptyMeasurement : measure(states)
    return [control, overPopulation(enrolled, denominators[machineClass])]
  })
  return Object.fromEntries(counts) as PopulationCounts
}

function offendersIn(part: FrozenAgency): InputAgency['offenders'] {
  const offenders: { [Id in ControlId]?: Offender[] } = {}
  for (const host of part.hosts) {
    if (!host.isCounted) continue
    for (const control of part.controls) {
      if (countedState(part.controls, host, control) !== 'unmet') continue
      const list = (offenders[control] ??= [])
      list.push({ kind: 'host', id: host.id, name: host.name, count: 1 })
    }
  }
  return offenders
}

function devicesIn({ entries }: FrozenAgency): InputAgency['devices'] {
  const devices = entries.filter(({ kind }) => kind === 'device')
  if (devices.length === 0) return null
  return devices.flatMap(({ entryId, body, review }) => {
    const { code, state } = entryBodies.device.parse(body)
    if (state !== 'in-use') return []
    return [{ entryId, code, ...(review ?? { standing: 'new', isOnDefault: false }) }]
  })
}

function entriesIn({ entries }: FrozenAgency): AgencyEntries {
  const of = <Kind extends MeasuredEntryKind>(kind: Kind) =>
    entries
      .filter((entry) => entry.kind === kind)
      .map(({ entryId, fromDay, body }) => ({
        entryId,
        fromDay,
        // The schema of this very kind parses it, which the type of a table of schemas cannot say.
        body: entryBodies[kind].parse(body) as AgencyEntries[Kind][number]['body'],
      }))
  if (entries.length === 0) return noEntries
  return {
    staff: of('staff'),
    lan: of('lan'),
    'it-officer': of('it-officer'),
    licence: of('licence'),
    'information-system': of('information-system'),
    project: of('project'),
    training: of('training'),
    incident: of('incident'),
    figure: of('figure'),
  }
}

/** Machines of the population that are neither a counted host nor named in the register: only a number says so. */
export function unnamedMachines(
  { part, denominators }: Pick<AgencyState, 'part' | 'denominators'>,
  classes: readonly HostClass[] = hostClasses,
): number {
  return classes.reduce((sum, machineClass) => {
    const hosts = part.hosts.filter((host) => host.isCounted && host.class === machineClass)
    const machines = part.machines.filter((machine) => machine.class === machineClass)
    const named = hosts.length + machines.length
    return sum + Math.max(0, denominators[machineClass].population - named)
  }, 0)
}
