import { severity } from '#protocol/values.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import type { HostView, VerdictView } from '#protocol/views.ts'

const badness: Record<VerdictState, number> = { unmet: 0, unknown: 1, met: 2, 'not-applicable': 3 }

/** Worst first: unmet by severity, then unknown, then met. */
export function inOrder(verdicts: readonly VerdictView[]): VerdictView[] {
  const rank = (verdict: VerdictView) => severity.options.indexOf(verdict.severity)
  return verdicts.toSorted(
    (left, right) => badness[left.state] - badness[right.state] || rank(left) - rank(right),
  )
}

type Change = HostView['history'][number]

/**
 * Joins neighbouring intervals of one control that have the same state: there only the reason changed.
 * Takes and gives the newest first.
 */
export function mergeSame(changes: readonly Change[]): Change[] {
  const merged: Change[] = []
  for (const change of changes) {
    const index = merged.findIndex(
      (later) =>
        later.control === change.control &&
        later.state === change.state &&
        later.fromMs === change.untilMs,
    )
    const later = merged[index]
    if (later) merged[index] = { ...later, fromMs: change.fromMs }
    else merged.push(change)
  }
  return merged.toSorted((left, right) => right.fromMs - left.fromMs)
}
