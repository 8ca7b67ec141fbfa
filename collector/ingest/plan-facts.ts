import type { ReceivedReading, ReceivedReport } from '#collector/deps.ts'
import { factsRegistry, probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { NewFact } from '#store/fact-bundles.ts'
import type { HeldFact, HeldFacts } from '#store/facts.ts'

/** What one report does to the facts of its host. */
export type FactPlan = {
  readonly newFacts: readonly NewFact[]
  /** What is held afterwards; the facts that are new have no id yet, but 0. */
  readonly facts: HeldFacts
  /** Since when the answer of each probe stands that has to be judged anew. */
  readonly changed: ReadonlyMap<ProbeId, EpochMs>
}

/**
 * Plans the intervals: the same bytes confirm the newest fact, others end it and begin the next. No interval begins
 * before the last look at the one it follows, nor after it was received, so none overlap or run backwards.
 */
export function planFacts(report: ReceivedReport, held: HeldFacts): FactPlan {
  const facts: { [Id in ProbeId]?: HeldFact } = { ...held }
  const newFacts: NewFact[] = []
  const changed = new Map<ProbeId, EpochMs>()
  const { receivedMs } = report

  const confirm = (probe: ProbeId, observedAtMs: EpochMs) => {
    const fact = facts[probe]
    if (fact === undefined || fact.isEnded) return
    const confirmedMs = Math.min(observedAtMs, receivedMs)
    if (isAfterLong(probe, fact, confirmedMs)) changed.set(probe, confirmedMs)
    if (confirmedMs > fact.confirmedMs) facts[probe] = { ...fact, confirmedMs }
  }

  const sent = lastOfEachProbe(report.readings)
  for (const [probe, { body, observedAtMs }] of sent) {
    const follows = facts[probe] ?? null
    if (follows?.body === body && !follows.isEnded) {
      confirm(probe, observedAtMs)
      continue
    }
    const fromMs = Math.max(Math.min(observedAtMs, receivedMs), follows?.confirmedMs ?? 0)
    newFacts.push({
      probe,
      body,
      fromMs,
      follows: follows?.id ?? null,
      followsConfirmedMs: follows?.confirmedMs ?? null,
    })
    facts[probe] = { id: 0, fromMs, confirmedMs: fromMs, isEnded: false, body }
    changed.set(probe, fromMs)
  }
  for (const probe of probeIds) {
    const observedAtMs = report.confirmed[probe]
    if (observedAtMs !== undefined && !sent.has(probe)) confirm(probe, observedAtMs)
  }
  return { newFacts, facts, changed }
}

function lastOfEachProbe(readings: readonly ReceivedReading[]): Map<ProbeId, ReceivedReading> {
  return new Map(readings.map((reading) => [reading.probe, reading]))
}

/** An answer that was about to count as stale, or does already, stands again: that is news although it is the same. */
function isAfterLong(probe: ProbeId, held: HeldFact, confirmedMs: EpochMs): boolean {
  return confirmedMs - held.confirmedMs > factsRegistry[probe].validForMs / 2
}
