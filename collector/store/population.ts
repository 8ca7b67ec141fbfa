import { sql, type RawBuilder } from 'kysely'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { newestPosture } from './postures.ts'
import type { Db } from './schema.ts'
import { statesBeforeFirstReport, type PackedStates } from './states.ts'

/** Whose hosts a reader may see. */
export type Scope = 'all' | { readonly agencyIds: readonly string[] }

/** True when what belongs to an agency stands in a scope. Null: it belongs to the province as a whole. */
export function isWithin(scope: Scope, agencyId: string | null): boolean {
  if (scope === 'all') return true
  return agencyId !== null && scope.agencyIds.includes(agencyId)
}

/**
 * The agencies of a scope for `in (…)`; undefined: every one. Never empty, which would be no SQL: no agency has
 * the id that stands for none.
 */
export function agencyIdsOf(scope: Scope): readonly [string, ...string[]] | undefined {
  if (scope === 'all') return undefined
  const [first = '', ...others] = scope.agencyIds
  return [first, ...others]
}

/** From where a read looks. `asOfMs` null: now, from the open intervals; otherwise a past moment. */
export type Viewpoint = { readonly scope: Scope; readonly asOfMs: EpochMs | null }

/**
 * Which agencies of the scope: one that is named; `counted`, all but the sample ones as soon as a real one
 * exists, which is what every total is made of; or `every`, to look one host up.
 */
export type AgencyChoice = { readonly agencyId: string } | 'counted' | 'every'

/** What a filter on the agency chooses. */
export const chosenAgency = (agencyId: string | undefined): AgencyChoice =>
  agencyId === undefined ? 'counted' : { agencyId }

/** @throws Refusal AGENCY_NOT_FOUND when a filter names an agency that there is not, or not in this scope. */
export async function requireAgency(
  db: Db,
  scope: Scope,
  agencyId: string | undefined,
): Promise<void> {
  if (agencyId === undefined) return
  const { rows } = await sql`
    select 1 from agency a where ${inScope(scope)} and a.id = ${agencyId}`.execute(db)
  if (rows.length === 0) throw new Refusal('AGENCY_NOT_FOUND', { id: agencyId })
}

/** The agencies that were chosen, as a condition on `agency a`. */
export function isChosen(view: Viewpoint, choice: AgencyChoice): RawBuilder<unknown> {
  return sql`(${inScope(view.scope)} and ${isOfChoice(view, choice)})`
}

function inScope(scope: Scope): RawBuilder<unknown> {
  if (scope === 'all') return sql`1 = 1`
  if (scope.agencyIds.length === 0) return sql`1 = 0`
  return sql`a.id in (${sql.join(scope.agencyIds)})`
}

function isOfChoice({ asOfMs }: Viewpoint, choice: AgencyChoice): RawBuilder<unknown> {
  if (choice === 'every') return sql`1 = 1`
  if (choice !== 'counted') return sql`a.id = ${choice.agencyId}`
  const existed = asOfMs === null ? sql`1 = 1` : sql`r.created_ms <= ${asOfMs}`
  return sql`(a.is_sample = 0
    or not exists (select 1 from agency r where r.is_sample = 0 and ${existed}))`
}

/** A host as it stood: `is_…` is 0 or 1. */
export type PopulationRow = {
  id: string
  hostname: string
  search_folded: string
  class: string
  os_name: string | null
  address: string | null
  enrolled_ms: number
  agency_id: string
  agency_name: string
  agency_folded: string
  is_sample: 0 | 1
  last_received_ms: number | null
  is_silent: 0 | 1
  is_sharing: 0 | 1
  /** Silence is not weighed in them. */
  states: PackedStates
}

/**
 * The hosts that count, as a relation with the columns of PopulationRow, to stand after `from`. Every list and
 * every figure is made from it, so that a number equals the list it opens.
 * In the past: hosts enrolled later are absent, agency and silence are those of that moment; the name, the
 * class and the address are today's. `last_received_ms` is then the newest change of a verdict that had been
 * received, which is at most the last report.
 */
export function population(view: Viewpoint, choice: AgencyChoice): RawBuilder<PopulationRow> {
  return view.asOfMs === null
    ? populationNow(view, choice)
    : populationAsOf(view, view.asOfMs, choice)
}

const described = sql`h.id, h.hostname, h.search_folded, h.class, h.os_name, h.address,
  h.enrolled_ms, a.id as agency_id, a.name as agency_name, a.name_folded as agency_folded,
  a.is_sample`

function populationNow(view: Viewpoint, choice: AgencyChoice): RawBuilder<PopulationRow> {
  return sql`(
    select ${described}, h.last_received_ms, h.shares_key as is_sharing, h.states,
      case when h.silent_since_ms is null then 0 else 1 end as is_silent
    from host h join agency a on a.id = h.agency_id
    where ${isChosen(view, choice)})`
}

/** The hosts of more agencies than these are found faster by going through the hosts in the order of the list. */
const agenciesToLookUp = 20

/**
 * The hosts that count now with what a list filters and sorts by, without a look at their agencies: the columns of
 * one row of `host`, so that an index can hold them in the order of the list.
 */
export function hostsInPlace(view: Viewpoint, choice: AgencyChoice): RawBuilder<unknown> {
  const { scope } = view
  const areFew =
    typeof choice === 'object' || (scope !== 'all' && scope.agencyIds.length <= agenciesToLookUp)
  const chosen = isChosen(view, choice)
  // By those that are left out the planner cannot collect hosts agency by agency, to sort them all.
  const isThere = areFew
    ? sql`h.agency_id in (select a.id from agency a where ${chosen})`
    : sql`h.agency_id not in (select a.id from agency a where not ${chosen})`
  return sql`(
    select h.id, h.search_folded, h.class, h.os_name, h.last_received_ms, h.states, h.trouble,
      h.shares_key as is_sharing,
      case when h.silent_since_ms is null then 0 else 1 end as is_silent
    from host h
    where ${isThere})`
}

function populationAsOf(
  view: Viewpoint,
  atMs: EpochMs,
  choice: AgencyChoice,
): RawBuilder<PopulationRow> {
  return sql`(
    select ${described},
      case when h.last_received_ms <= ${atMs} then h.last_received_ms else (
        select max(q.received_ms) from posture q where q.subject_kind = 'host'
          and q.subject_id = h.id and q.received_ms <= ${atMs}) end as last_received_ms,
      coalesce(v.states, ${sql.lit(statesBeforeFirstReport)}) as states,
      case when h.shares_key = 1 and exists (
        select 1 from key_conflict k
        where (k.host_id = h.id or k.other_host_id = h.id)
          and k.kind <> 'restored' and k.seen_ms <= ${atMs}) then 1 else 0 end as is_sharing,
      case when exists (
        select 1 from silence s where s.host_id = h.id and ${holdsAt('s', atMs)})
        then 1 else 0 end as is_silent
    from host h
    join host_agency ha on ha.host_id = h.id and ${holdsAt('ha', atMs)}
    join agency a on a.id = ha.agency_id
    left join posture v on v.id = ${newestPosture(sql.ref('h.id'), atMs)}
    where h.enrolled_ms <= ${atMs} and ${isChosen(view, choice)})`
}

/** The intervals of a table that hold, as a condition on its alias. */
export function holds({ asOfMs }: Viewpoint, alias: string): RawBuilder<unknown> {
  return asOfMs === null ? sql`${sql.ref(`${alias}.until_ms`)} is null` : holdsAt(alias, asOfMs)
}

function holdsAt(alias: string, atMs: EpochMs): RawBuilder<unknown> {
  const until = sql.ref(`${alias}.until_ms`)
  return sql`${sql.ref(`${alias}.from_ms`)} <= ${atMs} and (${until} is null or ${until} > ${atMs})`
}
