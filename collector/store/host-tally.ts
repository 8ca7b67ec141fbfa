import { sql, type RawBuilder } from 'kysely'
import type { VerdictState } from '#protocol/verdict-states.ts'
import { isComputer, type HostFilters } from './host-filters.ts'
import { isChosen, type AgencyChoice, type Viewpoint } from './population.ts'

/** What the counters know of a host beside its agency. */
const counted: ReadonlySet<keyof HostFilters> = new Set([
  'agency',
  'under',
  'class',
  'computers',
  'control',
  'state',
  'shownMs',
])

/** True when the counters say how many hosts pass these filters. A state without its control they do not know. */
export function isTalliedBy(filters: HostFilters): boolean {
  const asked = Object.entries(filters).filter(([, value]) => value !== undefined && value !== '')
  const { control, state } = filters
  if (state !== undefined && control === undefined) return false
  return asked.every(([name]) => beside.has(name) || counted.has(name as keyof HostFilters))
}

/** Of the query, but no filters. */
const beside: ReadonlySet<string> = new Set(['sort', 'page', 'pageSize', 'after'])

const columnOf = {
  met: sql`n.met`,
  unmet: sql`n.unmet`,
  unknown: sql`n.unknown`,
  'not-applicable': sql`n.not_applicable`,
} as const satisfies Record<VerdictState, RawBuilder<unknown>>

/**
 * How many hosts pass filters that the counters know, as an expression. The counters change in the transaction that
 * changes a host, so this is the length of the list.
 */
export function tallyOf(
  view: Viewpoint,
  choice: AgencyChoice,
  { class: wanted, computers, control, state }: HostFilters,
): RawBuilder<unknown> {
  // Every host counts once under each control, in one state or another.
  const hosts = state === undefined ? sql.join(Object.values(columnOf), sql` + `) : columnOf[state]
  const conditions = [
    isChosen(view, choice),
    sql`n.control = ${state === undefined ? 'reporting' : (control ?? 'reporting')}`,
    wanted === undefined ? sql`1 = 1` : sql`n.class = ${wanted}`,
    computers === undefined ? sql`1 = 1` : isComputer(computers, 'n.class'),
  ]
  return sql`(select coalesce(sum(${hosts}), 0) from counter n join agency a on a.id = n.agency_id
    where ${sql.join(conditions, sql` and `)})`
}
