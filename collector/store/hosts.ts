import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Store } from '#collector/deps.ts'
import type { HostQuery } from '#protocol/routes.ts'
import { hostClass, hostId, type EpochMs } from '#protocol/values.ts'
import type { HostRow } from '#protocol/views.ts'
import { agentsOf, costKey, costsAs } from './agent-costs.ts'
import { countedStates, countsAs, troubleOf } from './counted-state.ts'
import { byBytes, type Engine } from './engine.ts'
import { foldForSearch } from './fold.ts'
import {
  chosenAgency,
  population,
  type PopulationRow,
  type Scope,
  type Viewpoint,
} from './population.ts'
import { tellsProduct } from './products.ts'
import { provisionalOf } from './provisional.ts'

/** A row of the hosts screen; who is connected is not in the database. */
export type ListedHost = Omit<HostRow, 'isConnected'>

export type HostList = { readonly total: number; readonly hosts: readonly ListedHost[] }

type Filters = Omit<HostQuery, 'sort' | 'page' | 'pageSize' | 'asOf'>

/**
 * One page of the hosts that pass all filters, and how many do.
 * `asOfMs` null: now. Sorts: `worst` by unmet, then unknown controls as they count; `last-received` the
 * longest silent first, those that never reported before them; ties by name.
 */
export async function listHosts(
  store: Pick<Store, 'engine' | 'reader'>,
  look: { scope: Scope; asOfMs: EpochMs | null; query: Omit<HostQuery, 'asOf'> },
): Promise<HostList> {
  const { query, ...view } = look
  const { total, ids } = await findPage(store, view, query)
  const { rows } = await sql<PopulationRow>`
    select p.* from ${population(view, 'every')} p
    where p.id in (${sql.join(ids.length > 0 ? ids : [null])})`.execute(store.reader)
  const listed = new Map((await listedHosts(store, rows)).map((host) => [host.id, host]))
  return { total, hosts: ids.flatMap((id) => listed.get(id) ?? []) }
}

/** The ids of a page in their order. Filters and sort are worked out once, over the narrow columns alone. */
async function findPage(
  { engine, reader }: Pick<Store, 'engine' | 'reader'>,
  view: Viewpoint,
  query: Omit<HostQuery, 'asOf'>,
): Promise<{ total: number; ids: string[] }> {
  const { rows } = await sql<{ total: number; id: string | null }>`
    with passing as materialized (
      select p.id as id, ${sortKeyOf(query.sort)} as sort_key, p.search_folded as name_key
      from ${population(view, chosenAgency(query.agency))} p where ${passes(view, query)}),
    page as (
      select id, sort_key, name_key from passing order by ${orderOf(engine, query.sort)}
      limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize})
    select t.total as total, page.id as id
    from (select count(*) as total from passing) t left join page on 1 = 1
    order by ${orderOf(engine, query.sort)}`.execute(reader)
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
  const [host] = await listedHosts(store, rows)
  return host ?? null
}

function passes(view: Viewpoint, filters: Filters): RawBuilder<unknown> {
  const { q, control, state, class: wanted, silent, neverReported, sharingKey } = filters
  const folded = foldForSearch(q ?? '')
  const conditions: RawBuilder<unknown>[] = [sql`1 = 1`]
  if (folded !== '') conditions.push(sql`p.search_folded like ${containing(folded)} escape '\\'`)
  if (state !== undefined) conditions.push(countsAs(control ?? null, state))
  if (wanted !== undefined) conditions.push(sql`p.class = ${wanted}`)
  if (silent !== undefined) conditions.push(isFlag('p.is_silent', silent))
  if (sharingKey !== undefined) conditions.push(isFlag('p.is_sharing', sharingKey))
  if (neverReported === 'yes') conditions.push(sql`p.last_received_ms is null`)
  if (neverReported === 'no') conditions.push(sql`p.last_received_ms is not null`)
  if (filters.product !== undefined) conditions.push(tellsProduct(view, filters.product))
  conditions.push(...costsAs(filters))
  return sql.join(conditions, sql` and `)
}

/** A pattern in which `%` and `_` of the reader stand for themselves. */
function containing(folded: string): string {
  return `%${folded.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`
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
): Promise<ListedHost[]> {
  const ids = rows.map(({ id }) => id)
  const agents = await agentsOf(store.reader, ids)
  const provisional = await provisionalOf(store, ids)
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
