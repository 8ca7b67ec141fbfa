import { sql, type RawBuilder } from 'kysely'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import { verdictStates, type VerdictState } from '#protocol/values.ts'
import { asCounted, stateBeforeFirstReport } from '#domain/silence.ts'
import { holds, type Viewpoint } from './population.ts'

/*
 * How a verdict counts, in SQL: the rule itself is domain/silence.ts, from which these fragments are made.
 * They speak of a host as `p` (a row of population()) and of its verdict as `v`.
 */

/** All controls as a relation; its one column is `c.column1` on both databases. */
export const everyControl: RawBuilder<unknown> = sql`(values ${sql.join(
  controlIds.map((control) => sql`(${sql.lit(control)})`),
)}) as c`

/** Joins the verdict on `c` of `p`, null where it was never judged. */
export function joinVerdict(view: Viewpoint): RawBuilder<unknown> {
  return sql`left join verdict v on v.subject_id = p.id and v.control = c.column1
    and v.subject_kind = 'host' and ${holds(view, 'v')}`
}

/** The state with which host `p` counts in control `c`. */
export const countedState: RawBuilder<VerdictState> = sql`
  case when p.is_silent = 1 then ${silentState()} else coalesce(v.state, ${missingState()}) end`

function missingState(): RawBuilder<unknown> {
  return caseOf(
    sql`c.column1`,
    controlIds.map((control) => [control, stateBeforeFirstReport(control)]),
  )
}

function silentState(): RawBuilder<unknown> {
  const pairs = controlIds.flatMap((control) =>
    verdictStates.map((state): [string, VerdictState] => [
      `${control} ${state}`,
      asCounted(control, state, true),
    ]),
  )
  return caseOf(sql`c.column1 || ' ' || coalesce(v.state, ${missingState()})`, pairs)
}

function caseOf(
  value: RawBuilder<unknown>,
  pairs: readonly (readonly [string, VerdictState])[],
): RawBuilder<unknown> {
  const exceptions = pairs.filter(([, state]) => state !== 'unknown')
  if (exceptions.length === 0) return sql`'unknown'`
  const branches = exceptions.map(
    ([key, state]) => sql`when ${sql.lit(key)} then ${sql.lit(state)}`,
  )
  return sql`case ${value} ${sql.join(branches, sql` `)} else 'unknown' end`
}

/**
 * The condition that host `p` counts with `state` in `control`; `control` null: in any control.
 * The same answer as countedState, put so that the index on verdicts is used.
 */
export function countsAs(
  view: Viewpoint,
  control: ControlId | null,
  state: VerdictState,
): RawBuilder<unknown> {
  const controls = control === null ? controlIds : [control]
  const cases = ([0, 1] as const).map(
    (isSilent) =>
      sql`(p.is_silent = ${sql.lit(isSilent)} and (${sql.join(
        statesBehind(controls, state, isSilent === 1).map((group) => hasState(view, group)),
        sql` or `,
      )}))`,
  )
  return sql`(${sql.join(cases, sql` or `)})`
}

/** Controls whose stored states `from` all count as the state that is looked for. */
type Group = { controls: ControlId[]; from: readonly VerdictState[]; ifMissing: boolean }

function statesBehind(
  controls: readonly ControlId[],
  state: VerdictState,
  isSilent: boolean,
): Group[] {
  const groups = new Map<string, Group>()
  for (const control of controls) {
    const from = verdictStates.filter((stored) => asCounted(control, stored, isSilent) === state)
    const ifMissing = from.includes(stateBeforeFirstReport(control))
    const key = `${from.join()} ${ifMissing}`
    const group = groups.get(key) ?? { controls: [], from, ifMissing }
    group.controls.push(control)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function hasState(view: Viewpoint, group: Group): RawBuilder<unknown> {
  const { controls, from, ifMissing } = group
  if (from.length === 0) return sql`1 = 0`
  if (from.length === verdictStates.length) return sql`1 = 1`
  const [control, ...others] = controls
  if (control === undefined || others.length > 0) return hasStateInAny(view, group)
  const states = listOf(from)
  const ofControl = sql`v.control = ${sql.lit(control)} and v.subject_kind = 'host'`
  if (view.asOfMs === null && !ifMissing && isTroubleOnly(from)) {
    return sql`p.id in (select v.subject_id from verdict v
      where ${ofControl} and ${holds(view, 'v')} and ${isTrouble} and v.state in (${states}))`
  }
  return sql`coalesce((
    select v.state from verdict v where v.subject_id = p.id and ${ofControl} and ${holds(view, 'v')}
  ), ${sql.lit(stateBeforeFirstReport(control))}) in (${states})`
}

function hasStateInAny(view: Viewpoint, { controls, from, ifMissing }: Group): RawBuilder<unknown> {
  const ofHost = sql`v.subject_id = p.id and v.subject_kind = 'host' and ${holds(view, 'v')}
    and v.control in (${listOf(controls)})`
  const byIndex = isTroubleOnly(from) ? isTrouble : sql`1 = 1`
  const stored = sql`exists (
    select 1 from verdict v where ${ofHost} and ${byIndex} and v.state in (${listOf(from)}))`
  if (!ifMissing) return stored
  return sql`${stored} or (
    select count(*) from verdict v where ${ofHost}) < ${sql.lit(controls.length)}`
}

const listOf = (names: readonly string[]) => sql.join(names.map((name) => sql.lit(name)))

/** SQLite uses a partial index only where the query repeats the condition of the index word for word. */
const isTrouble = sql`v.state in ('unmet', 'unknown')`

function isTroubleOnly(states: readonly VerdictState[]): boolean {
  return states.every((state) => state === 'unmet' || state === 'unknown')
}

/**
 * How bad host `p` is, to sort by: its unmet controls, then its unknown ones, as one number.
 * What was never judged weighs as before the first report only where nothing was received at all.
 */
export function troubleOf(view: Viewpoint): RawBuilder<number> {
  const silent = sql.lit(weightOf(controlIds.map((control) => asCounted(control, 'met', true))))
  const unreported = sql.lit(weightOf(controlIds.map(stateBeforeFirstReport)))
  return sql`case when p.is_silent = 1 then ${silent}
    when p.last_received_ms is null then ${unreported}
    else coalesce((
      select sum(case v.state when 'unmet' then ${sql.lit(unmetWeight)} else 1 end)
      from verdict v
      where v.subject_id = p.id and v.subject_kind = 'host' and ${holds(view, 'v')}
        and ${isTrouble}), 0) end`
}

/** More than there are controls, so that one unmet outweighs any number of unknown. */
const unmetWeight = 1000

function weightOf(states: readonly VerdictState[]): number {
  const weights = { met: 0, unmet: unmetWeight, unknown: 1, 'not-applicable': 0 }
  return states.reduce((sum, state) => sum + weights[state], 0)
}
