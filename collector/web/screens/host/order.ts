import { severity, type VerdictState } from '#protocol/values.ts'
import type { VerdictView } from '#protocol/views.ts'

const badness: Record<VerdictState, number> = { unmet: 0, unknown: 1, met: 2, 'not-applicable': 3 }

/** Worst first: unmet by severity, then unknown, then met. */
export function inOrder(verdicts: readonly VerdictView[]): VerdictView[] {
  const rank = (verdict: VerdictView) => severity.options.indexOf(verdict.severity)
  return verdicts.toSorted(
    (left, right) => badness[left.state] - badness[right.state] || rank(left) - rank(right),
  )
}
