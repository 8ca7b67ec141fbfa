import type { WorkDecision } from '#protocol/work.ts'

/** One thing that a decision changed; null: there was none, or there is none any more. */
export type WorkFieldChange = {
  readonly field: 'status' | 'owner' | 'due' | 'note' | 'risk' | 'risk-until'
  readonly before: string | null
  readonly after: string | null
}

/** A line of the history: what somebody decided, or that the acceptance of a risk ran out by itself. */
export type HistoryLine =
  | {
      readonly kind: 'decided'
      readonly decision: WorkDecision
      readonly changes: readonly WorkFieldChange[]
    }
  | { readonly kind: 'expired'; readonly day: string }

/** Everything that changed, the newest first, as the decisions come. */
export function historyLines(
  history: readonly WorkDecision[],
  { today, dayOf }: { readonly today: string; readonly dayOf: (ms: number) => string },
): HistoryLine[] {
  return history.flatMap((decision, index): HistoryLine[] => {
    const [before = null, next] = [history[index + 1], history[index - 1]]
    const stoodUntil = next ? dayOf(next.atMs) : today
    const until = decision.status === 'accepted' ? (decision.risk?.untilDay ?? null) : null
    const decided = { kind: 'decided', decision, changes: changesOf(before, decision) } as const
    if (until === null || until >= stoodUntil) return [decided]
    return [{ kind: 'expired', day: until }, decided]
  })
}

function changesOf(before: WorkDecision | null, after: WorkDecision): WorkFieldChange[] {
  const of = (one: WorkDecision | null) => ({
    status: one?.status ?? 'new',
    owner: one?.owner?.name ?? null,
    due: one?.dueDay ?? null,
    note: one?.note ?? null,
    risk: one?.risk?.reason ?? null,
    'risk-until': one?.risk?.untilDay ?? null,
  })
  const [was, is] = [of(before), of(after)]
  const fields = ['status', 'owner', 'due', 'note', 'risk', 'risk-until'] as const
  return fields
    .filter((field) => was[field] !== is[field])
    .map((field) => ({ field, before: was[field], after: is[field] }))
}
