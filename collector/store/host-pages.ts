import { sql, type RawBuilder } from 'kysely'
import type { Store } from '#collector/deps.ts'
import type { HostQuery } from '#protocol/host-query.ts'
import { costKey } from './agent-costs.ts'
import { troubleOf } from './counted-state.ts'
import { byBytes, type Engine } from './engine.ts'
import { passes, type HostFilters } from './host-filters.ts'
import { findByName } from './host-search.ts'
import { isTalliedBy, tallyOf } from './host-tally.ts'
import { chosenAgency, hostsInPlace, population, type Viewpoint } from './population.ts'

/** Pages in the order of ids, after this one: no report can move a host across the end of a page. */
type Cursor = { readonly after?: string | undefined }

export type PageQuery = HostFilters & Pick<HostQuery, 'sort' | 'page' | 'pageSize'> & Cursor

/** The orders that an index holds: a page of them is a seek. */
const seekableSorts: ReadonlySet<HostQuery['sort']> = new Set(['worst', 'hostname'])

/**
 * True when a page costs little however many hosts there are: it is of now, in an order that an index holds, and that
 * index has what is filtered by.
 */
export function isQuickPage(query: Omit<PageQuery, 'page' | 'pageSize'> & Pick<HostQuery, 'asOf'>) {
  const { sort, after, asOf, os, neverReported, sharingKey, product, remedy } = query
  const isSought = seekableSorts.has(sort) && after === undefined
  const beside = [asOf, os, neverReported, sharingKey, product, remedy, query.agentVersion]
  const costs = [query.agentCpuMsMin, query.agentMemoryBytesMin]
  return isSought && [...beside, ...costs].every((one) => one === undefined)
}

/** The ids of a page in their order, and how many hosts pass the filters. */
export async function findPage(
  { engine, reader }: Pick<Store, 'engine' | 'reader'>,
  view: Viewpoint,
  query: PageQuery,
): Promise<{ total: number; ids: string[] }> {
  const { after, sort } = query
  const isSought = view.asOfMs === null && (after !== undefined || seekableSorts.has(sort))
  const choice = chosenAgency(query.agency)
  const from = isSought ? hostsInPlace(view, choice) : population(view, choice)
  const order = after === undefined ? orderOf(engine, sort) : byId(engine)
  const skipped = after === undefined ? (query.page - 1) * query.pageSize : 0
  const isBeyond = after === undefined ? sql`1 = 1` : sql`${byBytes(engine, 'id')} > ${after}`
  const found = await findByName({ engine, reader }, query.q)
  // Few are looked at once, for the page and its number; of many, the page has the first in the order of an index.
  const isWalked = isSought && ((query.q ?? '') === '' || found === 'many')
  const trouble = isSought ? sql`p.trouble` : troubleOf
  const key = isWalked && sort === 'worst' ? trouble : sortKeyOf(sort)
  const once = isWalked ? sql`not materialized` : sql`materialized`
  const total =
    isSought && isTalliedBy(query)
      ? tallyOf(view, choice, query)
      : sql`(select count(*) from passing)`
  const { rows } = await sql<{ total: number; id: string | null }>`
    with passing as ${once} (
      select p.id as id, ${key} as sort_key, p.search_folded as name_key
      from ${from} p where ${passes({ engine, view, trouble, found }, query)}),
    page as (
      select id, sort_key, name_key from passing where ${isBeyond}
      order by ${order} limit ${query.pageSize} offset ${skipped})
    select t.total as total, page.id as id
    from (select ${total} as total) t left join page on 1 = 1
    order by ${order}`.execute(reader)
  const ids = rows.flatMap(({ id }) => (id === null ? [] : [id]))
  return { total: Number(rows[0]?.total ?? 0), ids }
}

function sortKeyOf(sort: HostQuery['sort']): RawBuilder<unknown> {
  switch (sort) {
    case 'worst':
      return troubleOf
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
  const byName = sql`${byBytes(engine, 'name_key')}, ${byId(engine)}`
  switch (sort) {
    case 'hostname':
      return byName
    case 'worst':
      return sql`sort_key desc, ${byName}`
    case 'agency':
      return sql`${byBytes(engine, 'sort_key')}, ${byName}`
    default:
      return sql`sort_key, ${byName}`
  }
}

const byId = (engine: Engine) => byBytes(engine, 'id')
