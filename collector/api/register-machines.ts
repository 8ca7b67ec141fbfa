import { lowerBoundReasonsOf, sumOfDenominators } from '#domain/denominator.ts'
import type { Denominator } from '#protocol/snapshots.ts'
import type { MachineQuery } from '#protocol/register-routes.ts'
import type {
  DenominatorView,
  ListedHosts,
  RegisterMachineRow,
  RegisterSummaryView,
} from '#protocol/register-views.ts'
import { hostClasses, hostId, type HostClass } from '#protocol/values.ts'
import { byMostUnseen } from '#protocol/worst-first.ts'
import { requireAgency, type Scope } from '#store/population.ts'
import type { ListedHost } from '#store/register/population.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { momentOf } from './moment.ts'
import { scopeUnder } from './scope-under.ts'
import { discoveredComputers } from './neighbours.ts'
import { countedRegisters, type CountedRegister, type RegisterLook } from './register-look.ts'

type Names = 'registerSummary' | 'registerMachines'

/** Denominators, and the machines behind them. */
export function registerMachineHandlers({
  store,
  now,
}: Pick<ApiDeps, 'store' | 'now'>): Pick<Handlers, Names> {
  return {
    async registerSummary({ query: { asOf, knownAt }, scope }) {
      const look = { ...momentOf(asOf, now), scope, agencyId: undefined, knownAt }
      const { agencies } = await countedRegisters(store, look)
      const discovered = await discoveredAt({ store, now }, scope, look)
      const counted = agencies.map(({ agency, hosts, denominators, doubts, forbidden }) => ({
        agency,
        classes: eachClass((of) => viewOf([denominators.classes[of]])),
        total: {
          ...viewOf(Object.values(denominators.classes)),
          discovered: discovered.get(agency.id) ?? null,
        },
        doubts: doubts.length,
        forbidden: forbidden.length,
        notInUse: denominators.notInUse.length,
        listed: listedOf(hosts),
      }))
      const sum = (of: (one: (typeof counted)[number]) => number) =>
        counted.reduce((total, one) => total + of(one), 0)
      return {
        asOfMs: look.shownMs,
        agencies: counted.toSorted((left, right) => byMostUnseen(named(left), named(right))),
        classes: eachClass((of) => viewOf(partsOf(agencies, [of]))),
        total: {
          ...viewOf(partsOf(agencies, hostClasses)),
          discovered: discovered.size === 0 ? null : sumOf(discovered.values()),
        },
        doubts: sum(({ doubts }) => doubts),
        forbidden: sum(({ forbidden }) => forbidden),
        notInUse: sum(({ notInUse }) => notInUse),
        listed: listedOf(agencies.flatMap(({ hosts }) => hosts)),
      }
    },

    async registerMachines({ query, scope }) {
      const rows = await readMachineRows({ store, now }, query, scope)
      const { page, pageSize } = query
      const machines = rows.slice((page - 1) * pageSize, page * pageSize)
      return { total: rows.length, page, pageSize, machines }
    },
  }
}

/** Nobody keeps what was seen at a past moment, so then nothing is said. */
async function discoveredAt(
  { store, now }: Pick<ApiDeps, 'store' | 'now'>,
  scope: Scope,
  { asOfMs, knownAt }: Pick<RegisterLook, 'asOfMs' | 'knownAt'>,
): Promise<ReadonlyMap<string, number>> {
  if (asOfMs !== null || knownAt !== undefined) return new Map()
  return discoveredComputers(store, { scope, nowMs: now() })
}

const sumOf = (counts: Iterable<number>) => [...counts].reduce((total, one) => total + one, 0)

type Summed = RegisterSummaryView['agencies'][number]
const named = ({ agency: { name }, total, doubts }: Summed) => ({
  name,
  denominator: total,
  doubts,
})

/** Every row of one of the lists of machines. @throws Refusal AGENCY_NOT_FOUND */
export async function readMachineRows(
  { store, now }: Pick<ApiDeps, 'store' | 'now'>,
  query: Omit<MachineQuery, 'page' | 'pageSize'>,
  scope: Scope,
): Promise<RegisterMachineRow[]> {
  await requireAgency(store.reader, scope, query.agency)
  await requireAgency(store.reader, scope, query.under)
  const moment = momentOf(query.asOf, now)
  const { under } = query
  const within = await scopeUnder(store.reader, scope, { under, shownMs: moment.shownMs })
  const look = { ...moment, scope: within, agencyId: query.agency, knownAt: query.knownAt }
  const { agencies } = await countedRegisters(store, look)
  const isAsked = (of: HostClass) =>
    query.computers === undefined || (query.computers === 'yes') === (of !== 'end-device')
  return agencies
    .flatMap((agency) => machineRows(agency, query.list))
    .filter((row) => query.class === undefined || row.class === query.class)
    .filter((row) => isAsked(row.class))
}

const eachClass = <T>(make: (of: HostClass) => T) => ({
  server: make('server'),
  workstation: make('workstation'),
  'end-device': make('end-device'),
})

const listedOf = (hosts: readonly ListedHost[]): ListedHosts =>
  eachClass((of) => {
    const ofClass = hosts.filter((host) => host.class === of)
    const reporting = ofClass.filter(({ isReporting }) => isReporting).length
    return { enrolled: ofClass.length, reporting }
  })

const partsOf = (agencies: readonly CountedRegister[], classes: readonly HostClass[]) =>
  agencies.flatMap(({ denominators }) => classes.map((one) => denominators.classes[one]))

const viewOf = (parts: readonly Denominator[]): DenominatorView => ({
  ...sumOfDenominators(parts),
  discovered: null,
  lowerBoundBecause: lowerBoundReasonsOf(parts),
})

/** The machines of one agency that a list shows, in the order of the register, then of host names. */
function machineRows(
  { agency, machines, hosts, matches, denominators }: CountedRegister,
  list: MachineQuery['list'],
): RegisterMachineRow[] {
  const hostsById = new Map(hosts.map((host) => [host.hostId, host]))
  const byName = (left: ListedHost, right: ListedHost) => (left.hostname < right.hostname ? -1 : 1)
  const declared = (entryIds: ReadonlyMap<string, string | null>) =>
    machines.flatMap(({ entry }): RegisterMachineRow[] => {
      const found = entryIds.get(entry.entryId)
      if (found === undefined) return []
      const host = found === null ? undefined : hostsById.get(found)
      return [{ agency, class: entry.body.class, entry, host: host ? hostView(host) : null }]
    })
  switch (list) {
    case 'never-enrolled':
      return declared(new Map(denominators.neverEnrolled.map((id) => [id, null])))
    case 'not-enrolled': {
      const hasHost = new Set(matches.map(({ entryId }) => entryId))
      const without = machines.filter((one) => one.state === 'in-use' && !hasHost.has(one.entryId))
      return declared(new Map(without.map(({ entryId }) => [entryId, null])))
    }
    case 'not-in-use':
      return declared(new Map(denominators.notInUse.map((one) => [one.entryId, one.hostId])))
    case 'without-agent':
      return declared(new Map(denominators.withoutAgent.map((id) => [id, null])))
    case 'unregistered': {
      const found = denominators.unregistered.flatMap((id) => hostsById.get(id) ?? [])
      return found
        .sort(byName)
        .map((host) => ({ agency, class: host.class, entry: null, host: hostView(host) }))
    }
  }
}

/** A host as the lists of the register show it. */
export function hostView({ hostId: id, hostname, class: of, signs, isReporting }: ListedHost) {
  return {
    hostId: hostId.parse(id),
    hostname,
    class: of,
    signs: { ...signs, macs: [...signs.macs] },
    isReporting,
  }
}
