import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Store } from '#collector/deps.ts'
import type { HostQuery } from '#protocol/routes.ts'
import { hostClass, hostId, type EpochMs } from '#protocol/values.ts'
import type { HostRow } from '#protocol/views.ts'
import { agentsOf, costKey, costsAs } from './agent-costs.ts'
import { countedStates, countsAs, troubleOf } from './counted-state.ts'
import { byBytes, rowsFrom, type Engine } from './engine.ts'
import { foldForSearch } from './fold.ts'
import {
  chosenAgency,
  population,
  type PopulationRow,
  type Scope,
  type Viewpoint,
} from './population.ts'
import { hasNewPort } from './ports/read-opened.ts'
import { tellsProduct } from './products.ts'
import { provisionalOf } from './provisional.ts'

/** A row of the hosts screen; who is connected is not in the database. */
export type ListedHost = Omit<HostRow, 'isConnected'>

export type HostList = { readonly total: number; readonly hosts: readonly ListedHost[] }

type Filters = Omit<HostQuery, 'sort' | 'page' | 'pageSize' | 'asOf'>
type PageQuery = Omit<HostQuery, 'asOf'> & NamedHosts & ShownAt & Cursor

/** Pages in the order of ids, after this one: no report can move a host across the end of a page. */
type Cursor = { readonly after?: string | undefined }

/**
 * One page of the hosts that pass all filters, and how many do.
 * `asOfMs` null: now. Sorts: `worst` by unmet, then unknown controls as they count; `last-received` the
 * longest silent first, those that never reported before them; ties by name.
 */
export async function listHosts(
  store: Pick<Store, 'engine' | 'reader'>,
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
  store: Pick<Store, 'engine' | 'reader'>,
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

/** The ids of a page in their order. Filters and sort are worked out once, over the narrow columns alone. */
export async function findPage(
  { engine, reader }: Pick<Store, 'engine' | 'reader'>,
  view: Viewpoint,
  query: PageQuery,
): Promise<{ total: number; ids: string[] }> {
  const { after } = query
  const order = after === undefined ? orderOf(engine, query.sort) : byBytes(engine, 'id')
  const from =
    after === undefined
      ? sql`limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`
      : sql`limit ${query.pageSize}`
  const isBeyond = after === undefined ? sql`1 = 1` : sql`${byBytes(engine, 'id')} > ${after}`
  const { rows } = await sql<{ total: number; id: string | null }>`
    with passing as materialized (
      select p.id as id, ${sortKeyOf(query.sort)} as sort_key, p.search_folded as name_key
      from ${population(view, chosenAgency(query.agency))} p
      where ${passes(view, query)} and ${isNamed(engine, query)}),
    page as (
      select id, sort_key, name_key from passing where ${isBeyond} order by ${order} ${from})
    select t.total as total, page.id as id
    from (select count(*) as total from passing) t left join page on 1 = 1
    order by ${order}`.execute(reader)
  const ids = rows.flatMap(({ id }) => (id === null ? [] : [id]))
  return { total: rows[0]?.total ?? 0, ids }
}

/** One host as the list shows it; null: no such host, or not at that moment, or not in this scope. */
export async function findListedHost(
  store: Pick<Store, 'engine' | 'reader'>,
  look: { scope: Scope; asOfMs: EpochMs | null; id: string },
): Promise<ListedHost | null> {
  const { id, ...view } = look
  const { rows } = await sql<PopulationRow>`
    select p.* from ${population(view, 'every')} p where p.id = ${id}`.execute(store.reader)
  const [host] = await listedHosts(store, rows, view.asOfMs)
  return host ?? null
}

/** The moment that a list shows, which decides what is new then. */
export type ShownAt = { readonly shownMs?: EpochMs | undefined }

function hasNewPortAs(flag: 'yes' | 'no', { shownMs }: ShownAt): RawBuilder<unknown> {
  if (shownMs === undefined) throw new Error('nobody said at which moment ports are new')
  return flag === 'yes' ? hasNewPort(shownMs) : sql`not (${hasNewPort(shownMs)})`
}

function passes(view: Viewpoint, filters: Filters & ShownAt): RawBuilder<unknown> {
  const { q, control, state, class: wanted, silent, neverReported, sharingKey } = filters
  const folded = foldForSearch(q ?? '')
  const conditions: RawBuilder<unknown>[] = [sql`1 = 1`]
  if (folded !== '') conditions.push(sql`p.search_folded like ${containing(folded)} escape '\\'`)
  if (state !== undefined) conditions.push(countsAs(control ?? null, state))
  if (wanted !== undefined) conditions.push(sql`p.class = ${wanted}`)
  if (filters.computers !== undefined) conditions.push(isComputer(filters.computers))
  if (filters.os !== undefined) conditions.push(sql`p.os_name = ${filters.os}`)
  if (silent !== undefined) conditions.push(isFlag('p.is_silent', silent))
  if (sharingKey !== undefined) conditions.push(isFlag('p.is_sharing', sharingKey))
  if (neverReported === 'yes') conditions.push(sql`p.last_received_ms is null`)
  if (neverReported === 'no') conditions.push(sql`p.last_received_ms is not null`)
  if (filters.product !== undefined) conditions.push(tellsProduct(view, filters.product))
  if (filters.newPorts !== undefined) conditions.push(hasNewPortAs(filters.newPorts, filters))
  conditions.push(...costsAs(filters))
  return sql.join(conditions, sql` and `)
}

/** The hosts that need the remedy of a query; worked out apart, from the reasons of their verdicts. */
export type NamedHosts = { readonly hostIds?: readonly string[] | undefined }

function isNamed(
  engine: Engine,
  { remedy, hostIds }: Pick<Filters, 'remedy'> & NamedHosts,
): RawBuilder<unknown> {
  if (remedy === undefined) return sql`1 = 1`
  if (hostIds === undefined) throw new Error(`nobody said which hosts need ${remedy}`)
  const rows = hostIds.map((id) => ({ id }))
  return sql`p.id in (select r.id from ${rowsFrom(engine, { id: 'text' }, rows)})`
}

/** A pattern in which `%` and `_` of the reader stand for themselves. */
function containing(folded: string): string {
  return `%${folded.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`
}

function isComputer(flag: 'yes' | 'no'): RawBuilder<unknown> {
  return sql`(case when p.class in ('server', 'workstation') then 1 else 0 end) = ${sql.lit(flag === 'yes' ? 1 : 0)}`
}

function isFlag(column: string, flag: 'yes' | 'no'): RawBuilder<unknown> {
  return sql`${sql.ref(column)} = ${sql.lit(flag === 'yes' ? 1 : 0)}`
}

function sortKeyOf(sort: HostQuery['sort']): RawBuilder<unknown> {
  switch (sort) {
    case 'worst':
      return sql`-(${troubleOf})`
    case 'hostname':
      return sql`0`
    case 'agency':
      return sql`p.agency_folded`
    case 'last-received':
      return sql`coalesce(p.last_received_ms, 0)`
    case 'agent-cpu':
      return costKey('cpuMs')
    case 'agent-memory':
      return costKey('memoryBytes')
  }
}

function orderOf(engine: Engine, sort: HostQuery['sort']): RawBuilder<unknown> {
  const byKey = sort === 'agency' ? byBytes(engine, 'sort_key') : sql.ref('sort_key')
  return sql`${byKey}, ${byBytes(engine, 'name_key')}, ${byBytes(engine, 'id')}`
}

const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1)

async function listedHosts(
  store: Pick<Store, 'engine' | 'reader'>,
  rows: readonly PopulationRow[],
  asOf: EpochMs | null,
): Promise<ListedHost[]> {
  const ids = rows.map(({ id }) => id)
  const agents = await agentsOf(store.reader, ids)
  const provisional = await provisionalOf(store, { hostIds: ids, asOf })
  return rows.map((row) => listedHost(row, agents.get(row.id), provisional.get(row.id)))
}

function listedHost(
  row: PopulationRow,
  agent: ListedHost['agent'] | undefined,
  provisional: Iterable<ListedHost['provisional'][number]> = [],
): ListedHost {
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
    agent: agent ?? null,
  }
}
