import { sql, type RawBuilder } from 'kysely'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import type { Verdicts } from '#domain/posture.ts'
import { stateBeforeFirstReport } from '#domain/silence.ts'

/** How every control stands, as one short text: lists and counts read it without opening a verdict. */
export type PackedStates = string

/**
 * Where in the text the letter of a control stands. The past is read by these places: a new control takes the
 * next, and the place of one that is gone stays empty.
 */
const places: Readonly<Record<ControlId, number>> = {
  'antivirus-running': 0,
  'antivirus-current': 1,
  'antivirus-licensed': 2,
  protected: 3,
  patched: 4,
  'os-supported': 5,
  'firewall-on': 6,
  'no-default-credentials': 7,
  'no-exposed-services': 8,
  reporting: 9,
  'malware-handled': 10,
  'remote-access-safe': 11,
}

export const letterOf: Readonly<Record<VerdictState, string>> = {
  met: 'm',
  unmet: 'u',
  unknown: '?',
  'not-applicable': 'n',
}

const stateOf = new Map(
  Object.entries(letterOf).map(([state, letter]) => [letter, state as VerdictState]),
)

/** The states of verdicts; what was never judged stands as before the first report. */
export function packStates(verdicts: Verdicts): PackedStates {
  const letters: string[] = []
  for (const control of controlIds) {
    letters[places[control]] = letterOf[verdicts[control]?.state ?? stateBeforeFirstReport(control)]
  }
  return letters.join('')
}

/** How a host stands that was never heard of. */
export const statesBeforeFirstReport: PackedStates = packStates({})

/** The state of one control. A text older than the control does not hold it: it was never judged. */
export function stateIn(states: PackedStates, control: ControlId): VerdictState {
  return stateOf.get(states.charAt(places[control])) ?? stateBeforeFirstReport(control)
}

/** The condition that `control` stands in one of `wanted` in the column `states`. */
export function standsIn(
  states: RawBuilder<unknown>,
  control: ControlId,
  wanted: readonly VerdictState[],
): RawBuilder<unknown> {
  const letters = wanted.map((state) => letterOf[state])
  if (wanted.includes(stateBeforeFirstReport(control))) letters.push('')
  const place = sql.lit(places[control] + 1)
  return sql`substr(${states}, ${place}, 1) in (${sql.join(letters.map((letter) => sql.lit(letter)))})`
}
