import { sumOfDenominators } from '#domain/denominator.ts'
import { translator } from '#i18n/translator.ts'
import type { Denominator } from '#protocol/snapshots.ts'
import type { MachineQuery } from '#protocol/register-routes.ts'
import type { DenominatorView, RegisterMachineRow } from '#protocol/register-views.ts'
import { hostClasses, hostId, type HostClass } from '#protocol/values.ts'
import { requireAgency, type Scope } from '#store/population.ts'
import type { ListedHost } from '#store/register/population.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { csvFile } from './csv.ts'
import { momentOf } from './moment.ts'
import { countedRegisters, type CountedRegister } from './register-look.ts'

type Names = 'registerSummary' | 'registerMachines' | 'exportMachines'

/** Denominators, and the machines behind them. */
export function registerMachineHandlers({ store, now }: ApiDeps): Pick<Handlers, Names> {
  const rowsOf = async (query: Omit<MachineQuery, 'page' | 'pageSize'>, scope: Scope) => {
    await requireAgency(store.reader, scope, query.agency)
    const look = { ...momentOf(query.asOf, now), scope, agencyId: query.agency }
    const { agencies } = await countedRegisters(store, look)
    return agencies
      .flatMap((agency) => machineRows(agency, query.list))
      .filter((row) => query.class === undefined || row.class === query.class)
  }

  return {
    async registerSummary({ query: { asOf, knownAt }, scope }) {
      const look = { ...momentOf(asOf, now), scope, agencyId: undefined, knownAt }
      const { agencies } = await countedRegisters(store, look)
      const counted = agencies.map(({ agency, denominators, doubts }) => ({
        agency,
        classes: eachClass((of) => viewOf(denominators.classes[of])),
        total: viewOf(denominators.total),
        doubts: doubts.length,
        notInUse: denominators.notInUse.length,
      }))
      const sum = (of: (one: (typeof counted)[number]) => number) =>
        counted.reduce((total, one) => total + of(one), 0)
      return {
        asOfMs: look.shownMs,
        agencies: counted,
        classes: eachClass((of) => viewOf(sumOf(agencies, of))),
        total: viewOf(sumOfDenominators(counted.map(({ total }) => total))),
        doubts: sum(({ doubts }) => doubts),
        notInUse: sum(({ notInUse }) => notInUse),
      }
    },

    async registerMachines({ query, scope }) {
      const rows = await rowsOf(query, scope)
      const { page, pageSize } = query
      const machines = rows.slice((page - 1) * pageSize, page * pageSize)
      return { total: rows.length, page, pageSize, machines }
    },

    async exportMachines({ query, scope, reply }) {
      const rows = await rowsOf(query, scope)
      await reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="khien-${query.list}.csv"`)
        .send(machinesCsv(rows, query.language))
    },
  }
}

const eachClass = <T>(make: (of: HostClass) => T) => ({
  server: make('server'),
  workstation: make('workstation'),
  'end-device': make('end-device'),
})

const sumOf = (agencies: readonly CountedRegister[], of: HostClass) =>
  sumOfDenominators(agencies.map(({ denominators }) => denominators.classes[of]))

const viewOf = (denominator: Denominator): DenominatorView => ({ ...denominator, discovered: null })

/** The machines of one agency that a list shows, in the order of the register, then of host names. */
function machineRows(
  { agency, machines, hosts, denominators }: CountedRegister,
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
    case 'not-in-use':
      return declared(new Map(denominators.notInUse.map((one) => [one.entryId, one.hostId])))
    case 'without-agent': {
      const without = machines.filter((one) => one.carriesNoAgent && one.state === 'in-use')
      return declared(new Map(without.map(({ entryId }) => [entryId, null])))
    }
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

function machinesCsv(rows: readonly RegisterMachineRow[], language: 'vi' | 'en'): Buffer {
  const { t } = translator(language)
  const words = new Map(hostClasses.map((of) => [of, t(`class.${of}`)]))
  const columns = [
    'agency',
    'code',
    'class',
    'name',
    'serial',
    'assetTag',
    'room',
    'stateReason',
  ] as const
  const head = [...columns.map((column) => t(`register.csv.${column}`)), t('register.csv.host')]
  return csvFile([
    head,
    ...rows.map(({ agency, class: of, entry, host }) => {
      const machine = entry ? (entry.body as Record<string, unknown>) : {}
      const text = (field: string) => String(machine[field] ?? '')
      return [
        agency.name,
        text('code'),
        words.get(of) ?? of,
        entry ? text('name') : (host?.hostname ?? ''),
        entry ? text('serial') : (host?.signs.serial ?? ''),
        entry ? text('assetTag') : (host?.signs.assetTag ?? ''),
        text('room'),
        text('stateReason'),
        host?.hostname ?? '',
      ]
    }),
  ])
}
