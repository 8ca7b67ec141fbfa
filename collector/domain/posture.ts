import type { ControlId, Reason } from '#protocol/controls.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Judgement } from './control.ts'

/** A judgement that stands; until when is not in it, because nearly every look moves that. */
export type StandingVerdict = Omit<Judgement, 'untilMs'> & {
  /** Since when it is so, reason and evidence included. */
  readonly sinceMs: EpochMs
  /** Since when its state is what it is: a machine that was unprotected all along did not become so today. */
  readonly stateSinceMs: EpochMs
}

/** All verdicts of one subject. A missing key: never judged. */
export type Verdicts = { readonly [Id in ControlId]?: StandingVerdict }

/** What stands of one subject from `fromMs` until the next posture of it begins. */
export type Posture = { readonly fromMs: EpochMs; readonly verdicts: Verdicts }

/** An answer of a control, and since when the facts it rests on are what they are. */
export type Answer = {
  readonly control: ControlId
  readonly judgement: Judgement
  readonly sinceMs: EpochMs
}

/** What stands after answers; `changed` empty: the posture is the one before. */
export type Restated = { readonly posture: Posture; readonly changed: readonly ControlId[] }

/**
 * Puts answers in the place of those that stand. A posture is so since the youngest of the answers that changed
 * it, and none begins before the one that it follows, so none overlap or run backwards.
 */
export function restate(open: Posture | null, answers: readonly Answer[]): Restated {
  const held = open?.verdicts ?? {}
  const news = answers.filter(({ control, judgement }) => {
    const stands = held[control]
    return stands === undefined || !isSame(stands, judgement)
  })
  if (open !== null && news.length === 0) return { posture: open, changed: [] }
  const verdicts: { [Id in ControlId]?: StandingVerdict } = { ...held }
  let fromMs = open?.fromMs ?? 0
  for (const { control, judgement, sinceMs: answeredMs } of news) {
    const before = held[control]
    const { state, severity, reason, evidence } = judgement
    const sinceMs = Math.max(answeredMs, before?.sinceMs ?? 0)
    const stateSinceMs = before?.state === state ? before.stateSinceMs : sinceMs
    verdicts[control] = { state, severity, reason, evidence, sinceMs, stateSinceMs }
    fromMs = Math.max(fromMs, sinceMs)
  }
  return { posture: { fromMs, verdicts }, changed: news.map(({ control }) => control) }
}

type Said = Omit<Judgement, 'untilMs'>

function isSame(held: Said, said: Said): boolean {
  return (
    held.state === said.state &&
    held.severity === said.severity &&
    isSameReason(held.reason, said.reason) &&
    held.evidence.length === said.evidence.length &&
    held.evidence.every((seen, index) => isSameReason(seen, said.evidence[index]))
  )
}

function isSameReason(left: Reason, right: Reason | undefined): boolean {
  if (right === undefined || left.key !== right.key) return false
  let count = 0
  for (const name in left.params) {
    if (!isSameValue(left.params[name], right.params[name])) return false
    count += 1
  }
  for (const _ in right.params) count -= 1
  return count === 0
}

function isSameValue(left: ParamValue, right: ParamValue): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right
  return left.length === right.length && left.every((text, index) => text === right[index])
}

type ParamValue = Reason['params'][string] | undefined

/** When the first of these answers has to be given again although no fact changed; null: none has. */
export function dueMsOf(answers: readonly Answer[]): EpochMs | null {
  return answers.reduce<EpochMs | null>(
    (first, { judgement: { untilMs } }) =>
      untilMs !== null && (first === null || untilMs < first) ? untilMs : first,
    null,
  )
}
