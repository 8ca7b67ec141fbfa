import type { ReceivedReading, ReceivedReport } from '#collector/deps.ts'
import { factsRegistry, probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import type { EpochMs } from '#protocol/values.ts'
import {
  factKey,
  type Confirmation,
  type NewFact,
  type OpenFact,
  type ProbeKey,
} from '#store/facts.ts'

/** What one report does to the facts of its host. */
export type FactPlan = {
  readonly newFacts: readonly NewFact[]
  readonly confirmations: readonly Confirmation[]
  /** Since when the answer of each probe stands that has to be judged anew. */
  readonly changed: ReadonlyMap<ProbeId, EpochMs>
}

/** The probes that a report speaks of: whose open intervals have to be known to plan it. */
export function probesOf(report: ReceivedReport): ProbeKey[] {
  const named = new Set(report.readings.map(({ probe }) => probe))
  for (const probe of probeIds) if (report.confirmed[probe] !== undefined) named.add(probe)
  return [...named].map((probe) => ({ hostId: report.hostId, probe }))
}

/**
 * Plans the intervals: the same bytes confirm the open one, others end it and open the next. No interval begins
 * before the last look at the one it follows, nor after it was received, so none overlap or run backwards.
 */
export function planFacts(report: ReceivedReport, open: ReadonlyMap<string, OpenFact>): FactPlan {
  const newFacts: NewFact[] = []
  const confirmations: Confirmation[] = []
  const changed = new Map<ProbeId, EpochMs>()
  const { hostId, receivedMs } = report

  const confirm = (probe: ProbeId, observedAtMs: EpochMs) => {
    const held = open.get(factKey({ hostId, probe }))
    if (held === undefined) return
    const confirmedMs = Math.min(observedAtMs, receivedMs)
    confirmations.push({ id: held.id, confirmedMs })
    if (isAfterLong(probe, held, confirmedMs)) changed.set(probe, confirmedMs)
  }

  for (const [probe, { digest, body, observedAtMs }] of lastOfEachProbe(report.readings)) {
    const held = open.get(factKey({ hostId, probe }))
    if (held?.digest === digest) {
      confirm(probe, observedAtMs)
      continue
    }
    const fromMs = Math.max(Math.min(observedAtMs, receivedMs), held?.confirmedMs ?? 0)
    const closes = held?.id ?? null
    newFacts.push({ hostId, probe, digest, body, fromMs, receivedMs, closes })
    changed.set(probe, fromMs)
  }
  const sent = new Set(report.readings.map(({ probe }) => probe))
  for (const probe of probeIds) {
    const observedAtMs = report.confirmed[probe]
    if (observedAtMs !== undefined && !sent.has(probe)) confirm(probe, observedAtMs)
  }
  return { newFacts, confirmations, changed }
}

function lastOfEachProbe(readings: readonly ReceivedReading[]): Map<ProbeId, ReceivedReading> {
  return new Map(readings.map((reading) => [reading.probe, reading]))
}

/** An answer that was about to count as stale, or does already, stands again: that is news although it is the same. */
function isAfterLong(probe: ProbeId, held: OpenFact, confirmedMs: EpochMs): boolean {
  return confirmedMs - held.confirmedMs > factsRegistry[probe].validForMs / 2
}
