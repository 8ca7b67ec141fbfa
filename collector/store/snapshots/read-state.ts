import { controlIds } from '#protocol/controls.ts'
import type { HostClass } from '#protocol/values.ts'
import { denominatorsOf, type AgencyDenominators } from '#domain/denominator.ts'
import {
  frozenEntryKinds,
  type AgencyState,
  type FrozenAgency,
  type FrozenEntry,
  type FrozenExclusion,
  type FrozenMachine,
} from '#domain/frozen.ts'
import type { Store } from '#collector/deps.ts'
import type { Entry } from '../register/entries.ts'
import type { StateMoment } from './moment.ts'
import { readAgencies, type AgencyAtMoment } from './read-agencies.ts'
import { readHosts, type HostAtMoment } from './read-hosts.ts'
import { readRegister, type MachineEntry, type RegisterAtMoment } from './read-register.ts'

/** Which plan's exclusions hold, and when. */
export type StateAsked = { readonly planId: string; readonly moment: StateMoment }

/**
 * The state of the province at a moment, as far as it was known at another, from history alone: all that figures are
 * made from. Long reads go over the reader's connection and hold up nobody.
 */
export function readState(
  store: Pick<Store, 'reader' | 'engine'>,
  asked: StateAsked,
): Promise<AgencyState[]> {
  return readWith(store, { ...asked, withReasons: false })
}

/** The same with the reason of every verdict: what a snapshot freezes. */
export function readWholeState(
  store: Pick<Store, 'reader' | 'engine'>,
  asked: StateAsked,
): Promise<AgencyState[]> {
  return readWith(store, { ...asked, withReasons: true })
}

async function readWith(
  { reader, engine }: Pick<Store, 'reader' | 'engine'>,
  { planId, moment, withReasons }: StateAsked & { readonly withReasons: boolean },
): Promise<AgencyState[]> {
  const { agencies, counting } = await readAgencies(reader, { planId, moment })
  const hosts = await readHosts(reader, engine, { moment, counting, withReasons })
  const register = await readRegister(reader, { moment, hosts, counting })
  return agencies.map((agency) => agencyState(agency, hosts.get(agency.id) ?? [], register))
}

function agencyState(
  agency: AgencyAtMoment,
  hosts: readonly HostAtMoment[],
  register: RegisterAtMoment,
): AgencyState {
  const entries = register.entriesOf(agency.id)
  const machines = entries.filter((entry) => entry.kind === 'machine')
  const hostIds = new Set<string>(hosts.map(({ id }) => id))
  const matches = register.matches.filter(({ hostId }) => hostIds.has(hostId))
  const counted = denominatorsOf({
    machines: machines.map(({ entryId, body }) => ({ entryId, ...body })),
    counts: countsOf(entries),
    hosts: hosts.map((host) => ({
      hostId: host.id,
      class: host.class,
      isReporting: !host.isSilent && host.lastReceivedMs !== null,
    })),
    matches,
  })
  const part = partOf({ hosts, entries, machines, matches, counted, register })
  return { ...agency, denominators: counted.classes, part }
}

/** An agency that took in another has the counts of both. */
function countsOf(entries: readonly Entry[]): Partial<Record<HostClass, number>> {
  const counts: Partial<Record<HostClass, number>> = {}
  for (const entry of entries) {
    if (entry.kind !== 'machine-count') continue
    counts[entry.body.class] = (counts[entry.body.class] ?? 0) + entry.body.count
  }
  return counts
}

type PartOf = {
  readonly hosts: readonly HostAtMoment[]
  readonly entries: readonly Entry[]
  readonly machines: readonly MachineEntry[]
  readonly matches: RegisterAtMoment['matches']
  readonly counted: AgencyDenominators
  readonly register: RegisterAtMoment
}

/** Lists stand in one order, so that the same state is the same bytes. */
function partOf({ hosts, entries, machines, matches, counted, register }: PartOf): FrozenAgency {
  const machineOf = new Map(machines.map((entry) => [entry.entryId, entry]))
  const entryOfHost = new Map(matches.map(({ hostId, entryId }) => [hostId, entryId]))
  const isCounted = new Set<string>(counted.countedHosts)
  const hasHost = new Set(matches.map(({ entryId }) => entryId))
  return {
    controls: [...controlIds],
    hosts: hosts.map((host) => {
      const machine = machineOf.get(entryOfHost.get(host.id) ?? '')
      const frozen = machine ? frozenMachineOf(machine) : null
      return { ...host, machine: frozen, isCounted: isCounted.has(host.id) }
    }),
    machines: machines
      .filter(({ entryId, body }) => body.state === 'in-use' && !hasHost.has(entryId))
      .map(frozenMachineOf)
      .sort(byEntry),
    exclusions: counted.notInUse
      .flatMap(({ entryId, hostId }) => {
        const machine = machineOf.get(entryId)
        return machine ? [frozenExclusionOf(machine, hostId)] : []
      })
      .sort(byEntry),
    entries: entries
      .flatMap((entry) => frozenEntryOf(entry, register.reviewOf(entry)))
      .sort((left, right) => left.rowId - right.rowId),
  }
}

const byEntry = (left: { entryId: string }, right: { entryId: string }) =>
  left.entryId < right.entryId ? -1 : 1

function frozenMachineOf({ entryId, body }: MachineEntry): FrozenMachine {
  return { entryId, code: body.code, name: body.name, class: body.class, room: body.room }
}

function frozenExclusionOf(machine: MachineEntry, hostId: string | null): FrozenExclusion {
  const { entryId, body, actor, fromDay } = machine
  return {
    entryId,
    hostId,
    subject: body.name ?? body.code,
    class: body.class,
    state: body.state,
    reason: body.stateReason,
    actor,
    onDay: fromDay,
  }
}

function frozenEntryOf(entry: Entry, review: FrozenEntry['review']): FrozenEntry[] {
  const kind = frozenEntryKinds.find((one) => one === entry.kind)
  if (kind === undefined) return []
  const { rowId, entryId, body, fromDay, actor, evidence } = entry
  const frozen = { rowId, entryId, kind, body, fromDay, actor, evidence }
  return [review === undefined ? frozen : { ...frozen, review }]
}
