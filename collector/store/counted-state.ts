import { sql, type RawBuilder } from 'kysely'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import { verdictStates, type VerdictState } from '#protocol/verdict-states.ts'
import { asCounted } from '#domain/silence.ts'
import {
  letterOf,
  standsIn,
  stateIn,
  statesBeforeFirstReport,
  type PackedStates,
} from './states.ts'

/*
 * How a verdict counts, in SQL: the rule itself is domain/silence.ts, from which these fragments are made.
 * They speak of a host as `p`, a row of population().
 */

/**
 * The condition that host `p` counts with `state` in `control`; `control` null: in any control. `trouble` is how bad the
 * host is, from where it is cheapest to read: it tells of any unmet control at one look.
 */
export function countsAs(
  control: ControlId | null,
  state: VerdictState,
  trouble: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (control === null && state === 'unmet') return sql`${trouble} >= ${sql.lit(unmetWeight)}`
  const controls = control === null ? controlIds : [control]
  const cases = [false, true].map((isSilent) => {
    const conditions = controls.map((one) => standsBehind(one, state, isSilent))
    return sql`(p.is_silent = ${sql.lit(isSilent ? 1 : 0)} and (${sql.join(conditions, sql` or `)}))`
  })
  return sql`(${sql.join(cases, sql` or `)})`
}

function standsBehind(
  control: ControlId,
  state: VerdictState,
  isSilent: boolean,
): RawBuilder<unknown> {
  const behind = verdictStates.filter((stands) => asCounted(control, stands, isSilent) === state)
  if (behind.length === 0) return sql`1 = 0`
  if (behind.length === verdictStates.length) return sql`1 = 1`
  return standsIn(sql`p.states`, control, behind)
}

/** More than there are controls, so that one unmet outweighs any number of unknown. */
const unmetWeight = 1000

/** How bad host `p` is, to sort by: its unmet controls, then its unknown ones, as one number. */
export const troubleOf: RawBuilder<number> = sql`
  case when p.is_silent = 1 then ${sql.lit(weightOfSilence())}
    else ${sql.lit(unmetWeight)} * ${countOf('unmet')} + ${countOf('unknown')} end`

function countOf(state: VerdictState): RawBuilder<number> {
  return sql`(length(p.states) - length(replace(p.states, ${sql.lit(letterOf[state])}, '')))`
}

function weightOfSilence(): number {
  const counted = countedStates(statesBeforeFirstReport, true).map(([, state]) => state)
  const count = (wanted: VerdictState) => counted.filter((state) => state === wanted).length
  return unmetWeight * count('unmet') + count('unknown')
}

/** Every control with the state in which a host counts. */
export function countedStates(
  states: PackedStates,
  isSilent: boolean,
): readonly (readonly [ControlId, VerdictState])[] {
  return controlIds.map((control) => [
    control,
    asCounted(control, stateIn(states, control), isSilent),
  ])
}
