import { sql, type RawBuilder } from 'kysely'
import type { HostQuery } from '#protocol/host-query.ts'
import type { EpochMs } from '#protocol/values.ts'
import { costsAs } from './agent-costs.ts'
import { countsAs } from './counted-state.ts'
import { rowsFrom, type Engine } from './engine.ts'
import { containing, foldForSearch } from './fold.ts'
import type { FoundHosts } from './host-search.ts'
import type { Viewpoint } from './population.ts'
import { hasNewPort } from './ports/read-opened.ts'
import { tellsProduct } from './products.ts'

/** The moment that a list shows, which decides what is new then. */
export type ShownAt = { readonly shownMs?: EpochMs | undefined }

/** The hosts that need the remedy of a query; worked out apart, from the reasons of their verdicts. */
export type NamedHosts = { readonly hostIds?: readonly string[] | undefined }

/** What a list of hosts is filtered by. */
export type HostFilters = Omit<HostQuery, 'sort' | 'page' | 'pageSize' | 'asOf'> &
  NamedHosts &
  ShownAt

/** Where hosts are filtered. */
type Filtering = {
  readonly engine: Engine
  readonly view: Viewpoint
  /** How bad host `p` is, from where it is cheapest to read. */
  readonly trouble: RawBuilder<unknown>
  readonly found: FoundHosts
}

/** The condition that host `p` passes every filter but the one on its agency. */
export function passes(
  { engine, view, trouble, found }: Filtering,
  filters: HostFilters,
): RawBuilder<unknown> {
  const { q, control, state, class: wanted, silent, neverReported, sharingKey } = filters
  const folded = foldForSearch(q ?? '')
  const conditions: RawBuilder<unknown>[] = [sql`1 = 1`]
  if (folded !== '') conditions.push(sql`p.search_folded like ${containing(folded)} escape '\\'`)
  if (Array.isArray(found)) conditions.push(isOneOf(engine, found))
  if (state !== undefined) conditions.push(countsAs(control ?? null, state, trouble))
  if (wanted !== undefined) conditions.push(sql`p.class = ${wanted}`)
  if (filters.computers !== undefined) conditions.push(isComputer(filters.computers))
  if (filters.os !== undefined) conditions.push(sql`p.os_name = ${filters.os}`)
  if (silent !== undefined) conditions.push(isFlag('p.is_silent', silent))
  if (sharingKey !== undefined) conditions.push(isFlag('p.is_sharing', sharingKey))
  if (neverReported === 'yes') conditions.push(sql`p.last_received_ms is null`)
  if (neverReported === 'no') conditions.push(sql`p.last_received_ms is not null`)
  if (filters.product !== undefined) conditions.push(tellsProduct(view, filters.product))
  if (filters.newPorts !== undefined) conditions.push(hasNewPortAs(filters.newPorts, filters))
  if (filters.token !== undefined) {
    conditions.push(sql`p.id in (select h.id from host h where h.token_id = ${filters.token})`)
  }
  conditions.push(...costsAs(filters), isNamed(engine, filters))
  return sql.join(conditions, sql` and `)
}

function hasNewPortAs(flag: 'yes' | 'no', { shownMs }: ShownAt): RawBuilder<unknown> {
  if (shownMs === undefined) throw new Error('nobody said at which moment ports are new')
  return flag === 'yes' ? hasNewPort(shownMs) : sql`not (${hasNewPort(shownMs)})`
}

function isNamed(
  engine: Engine,
  { remedy, hostIds }: Pick<HostFilters, 'remedy' | 'hostIds'>,
): RawBuilder<unknown> {
  if (remedy === undefined) return sql`1 = 1`
  if (hostIds === undefined) throw new Error(`nobody said which hosts need ${remedy}`)
  return isOneOf(engine, hostIds)
}

function isOneOf(engine: Engine, ids: readonly string[]): RawBuilder<unknown> {
  const rows = ids.map((id) => ({ id }))
  return sql`p.id in (select r.id from ${rowsFrom(engine, { id: 'text' }, rows)})`
}

/** The condition that the class in a column is that of a computer, or is none. */
export function isComputer(flag: 'yes' | 'no', column = 'p.class'): RawBuilder<unknown> {
  return sql`(case when ${sql.ref(column)} in ('server', 'workstation') then 1 else 0 end) = ${sql.lit(flag === 'yes' ? 1 : 0)}`
}

function isFlag(column: string, flag: 'yes' | 'no'): RawBuilder<unknown> {
  return sql`${sql.ref(column)} = ${sql.lit(flag === 'yes' ? 1 : 0)}`
}
