import type { ReceivedReading, ReceivedReport } from '#collector/deps.ts'
import { factsRegistry, type ProbeId } from '#protocol/facts/registry.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { NewFact } from '#store/fact-bundles.ts'
import type { HeldFact, HeldFacts } from '#store/facts.ts'

/** What one report does to the facts of its host. */
export type FactPlan = {
  readonly newFacts: readonly NewFact[]
  /** What is held afterwards; the facts that are new have no id yet, but 0. */
  readonly facts: { readonly [Id in ProbeId]?: PlannedFact }
  /** Since when the answer of each probe stands that has to be judged anew. */
  readonly changed: ReadonlyMap<ProbeId, EpochMs>
}

/** Its id is given when it is written. */
type PlannedFact = Omit<HeldFact, 'id'> & { id: number }

type Planning = {
  readonly receivedMs: EpochMs
  readonly newFacts: NewFact[]
  readonly facts: { [Id in ProbeId]?: PlannedFact }
  readonly changed: Map<ProbeId, EpochMs>
}

/**
 * Plans the intervals: the same bytes confirm the newest fact, others end it and begin the next. No interval begins
 * before the last look at the one it follows, nor after it was received, so none overlap or run backwards.
 */
export function planFacts(report: ReceivedReport, held: HeldFacts): FactPlan {
  const { receivedMs, readings, confirmed } = report
  const plan: Planning = { receivedMs, newFacts: [], facts: { ...held }, changed: new Map() }
  for (const reading of readings) {
    const { probe, body, observedAtMs } = reading
    const follows = held[probe]
    if (follows?.body === body && !follows.isEnded) confirm(plan, probe, observedAtMs)
    else begin(plan, reading, follows)
  }
  for (const key in confirmed) {
    const probe = key as ProbeId
    const isSent = readings.some((reading) => reading.probe === probe)
    if (!isSent) confirm(plan, probe, confirmed[probe] ?? 0)
  }
  return plan
}

function confirm(plan: Planning, probe: ProbeId, observedAtMs: EpochMs): void {
  const fact = plan.facts[probe]
  if (fact === undefined || fact.isEnded) return
  const confirmedMs = Math.min(observedAtMs, plan.receivedMs)
  if (isAfterLong(probe, fact, confirmedMs)) plan.changed.set(probe, confirmedMs)
  if (confirmedMs > fact.confirmedMs) plan.facts[probe] = { ...fact, confirmedMs }
}

function begin(
  { receivedMs, newFacts, facts, changed }: Planning,
  { probe, body, observedAtMs }: ReceivedReading,
  before: HeldFact | undefined,
): void {
  const fromMs = Math.max(Math.min(observedAtMs, receivedMs), before?.confirmedMs ?? 0)
  const [follows, followsConfirmedMs] = [before?.id ?? null, before?.confirmedMs ?? null]
  newFacts.push({ probe, body, fromMs, follows, followsConfirmedMs })
  facts[probe] = { id: 0, fromMs, confirmedMs: fromMs, isEnded: false, body }
  changed.set(probe, fromMs)
}

/** An answer that was about to count as stale, or does already, stands again: that is news although it is the same. */
function isAfterLong(
  probe: ProbeId,
  held: Pick<HeldFact, 'confirmedMs'>,
  confirmedMs: EpochMs,
): boolean {
  return confirmedMs - held.confirmedMs > factsRegistry[probe].validForMs / 2
}
