import { sql } from 'kysely'
import { z } from 'zod'
import type { Store } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import { hostClass, hostId, type EpochMs } from '#protocol/values.ts'
import type { HostRow } from '#protocol/views.ts'
import { agentsOf } from './agent-costs.ts'
import { countedStates } from './counted-state.ts'
import { findPage, type PageQuery } from './host-pages.ts'
import { population, type PopulationRow, type Scope, type Viewpoint } from './population.ts'
import { provisionalOf, type ProvisionalReader } from './provisional.ts'
import { scriptsOf } from './script-reports/machines.ts'

/** Where lists are read; `readProvisional` keeps what is costly to read of each host, see provisional.ts. */
export type ListStore = Pick<Store, 'engine' | 'reader'> & {
  readonly readProvisional?: ProvisionalReader
}

/** A row of the hosts screen; who is connected is not in the database. */
export type ListedHost = Omit<HostRow, 'isConnected'>

export type HostList = { readonly total: number; readonly hosts: readonly ListedHost[] }

/**
 * One page of the hosts that pass all filters, and how many do.
 * `asOfMs` null: now. Sorts: `worst` by unmet, then unknown controls as they count; `last-received` the
 * longest silent first, those that never reported before them; ties by name.
 */
export async function listHosts(
  store: ListStore,
  look: {
    scope: Scope
    asOfMs: EpochMs | null
    query: PageQuery
  },
): Promise<HostList> {
  const { query, ...view } = look
  const { total, ids } = await findPage(store, view, query)
  return { total, hosts: await hostsInOrder(store, view, ids) }
}

/** The hosts of these ids, in the order of the ids. */
export async function hostsInOrder(
  store: ListStore,
  view: Viewpoint,
  ids: readonly string[],
): Promise<ListedHost[]> {
  const { rows } = await sql<PopulationRow>`
    select p.* from ${population(view, 'every')} p
    where p.id in (${sql.join(ids.length > 0 ? ids : [null])})`.execute(store.reader)
  const hosts = await listedHosts(store, rows, view.asOfMs)
  const listed = new Map<string, ListedHost>(hosts.map((host) => [host.id, host]))
  return ids.flatMap((id) => listed.get(id) ?? [])
}

/**
 * One host as the list shows it.
 * @throws Refusal HOST_NOT_FOUND where there is none, or not at that moment, or not in this scope
 */
export async function requireHost(
  store: ListStore,
  look: Viewpoint & { readonly id: string },
): Promise<ListedHost> {
  const { id, ...view } = look
  const { rows } = await sql<PopulationRow>`
    select p.* from ${population(view, 'every')} p where p.id = ${id}`.execute(store.reader)
  const [host] = await listedHosts(store, rows, view.asOfMs)
  if (!host) throw new Refusal('HOST_NOT_FOUND', { id })
  return host
}

const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1)

async function listedHosts(
  store: ListStore,
  rows: readonly PopulationRow[],
  asOf: EpochMs | null,
): Promise<ListedHost[]> {
  const ids = rows.map(({ id }) => id)
  const agents = await agentsOf(store.reader, ids)
  const scripts = await scriptsOf(store.reader, ids)
  const look = { hostIds: ids, asOf }
  const provisional = await (store.readProvisional?.(look) ?? provisionalOf(store, look))
  return rows.map((row) => ({
    ...listedHost(row, provisional.get(row.id)),
    agent: agents.get(row.id) ?? null,
    script: scripts.get(row.id) ?? null,
  }))
}

function listedHost(
  row: PopulationRow,
  provisional: Iterable<ListedHost['provisional'][number]> = [],
): Omit<ListedHost, 'agent' | 'script'> {
  const isSilent = flag.parse(row.is_silent)
  return {
    id: hostId.parse(row.id),
    hostname: row.hostname,
    agency: { id: row.agency_id, name: row.agency_name, isSample: flag.parse(row.is_sample) },
    class: hostClass.parse(row.class),
    osName: row.os_name,
    address: row.address,
    lastReceivedMs: row.last_received_ms,
    isSilent,
    isSharingKey: flag.parse(row.is_sharing),
    states: Object.fromEntries(countedStates(row.states, isSilent)),
    // Of a silent host nothing is said that a reader has read.
    provisional: isSilent ? [] : [...provisional],
  }
}
