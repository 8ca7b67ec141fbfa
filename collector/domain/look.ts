import { factsRegistry, probeIds, type Facts, type ProbeId } from '#protocol/facts/registry.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { HostFacts, Judgement, Observed } from './control.ts'
import { because, notKnown } from './judgement.ts'

/** What a control sees of one probe: its facts and when to ask again, or the verdict that follows from not seeing. */
export type Look<Id extends ProbeId> =
  | { facts: Facts<Id>; observedAtMs: EpochMs; untilMs: EpochMs }
  | { facts: null; judgement: Judgement }

/**
 * Looks at the facts of one probe.
 * An answer is stale when the same host has since answered other things for longer than `validForMs`. Measured
 * against the host's own newest answer: a machine that is switched off is silent, which is another thing.
 */
export function look<Id extends ProbeId>(probe: Id, facts: HostFacts, nowMs: EpochMs): Look<Id> {
  const observed: Observed<Id> | undefined = facts[probe]
  if (observed === undefined) {
    return { facts: null, judgement: notKnown(because('not-looked', { probe })) }
  }
  const { reading, observedAtMs } = observed
  if (reading.state === 'unknown') {
    const reason = because('could-not-look', { probe, because: reading.because })
    return { facts: null, judgement: notKnown(reason) }
  }
  const { validForMs } = factsRegistry[probe]
  if (newestLookMs(facts) > observedAtMs + validForMs) {
    const reason = because('could-not-look', { probe, because: 'stale' })
    return { facts: null, judgement: notKnown(reason) }
  }
  const staleAtMs = observedAtMs + validForMs
  const untilMs = staleAtMs > nowMs ? staleAtMs : nowMs + validForMs
  return { facts: reading.facts, observedAtMs, untilMs }
}

/**
 * True for a date that lies after the moment at which the machine told it, by more than time zones and a clock
 * a little fast explain. Time does not heal it: the machine has to be looked at again.
 */
export function isAheadOfLook(dateMs: EpochMs, observedAtMs: EpochMs): boolean {
  return dateMs > observedAtMs + dayMs
}

/** A machine whose newest look is so old is long gone, or its clock is years behind. */
const longAgoMs = 366 * dayMs

/** When a look becomes so old that its dates cannot be set against today. */
export function longAgoAtMs(observedAtMs: EpochMs): EpochMs {
  return observedAtMs + longAgoMs
}

export function isLongAgo(observedAtMs: EpochMs, nowMs: EpochMs): boolean {
  return nowMs >= longAgoAtMs(observedAtMs)
}

function newestLookMs(facts: HostFacts): EpochMs {
  let newestMs = 0
  for (const id of probeIds) newestMs = Math.max(newestMs, facts[id]?.observedAtMs ?? 0)
  return newestMs
}
