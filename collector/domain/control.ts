import type { ControlId, Reason } from '#protocol/controls.ts'
import type { ProbeId, Reading } from '#protocol/facts/registry.ts'
import type { EpochMs, Severity } from '#protocol/values.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import type { JudgeContext } from './context.ts'

/** What one probe of a host answered, and when it was last seen to be so. */
export type Observed<Id extends ProbeId = ProbeId> = {
  reading: Reading<Id>
  observedAtMs: EpochMs
}

/** All that is known of a host. A missing key: that probe has never answered. */
export type HostFacts = { readonly [Id in ProbeId]?: Observed<Id> }

/** The answer of one control for one host, and until when time alone leaves it so. */
export type Judgement = {
  state: VerdictState
  severity: Severity
  reason: Reason
  /** What was seen, worst first. */
  evidence: readonly Reason[]
  /** When it has to be judged again although no fact changed; null: never. */
  untilMs: EpochMs | null
}

/** A question about one host. Pure: the same facts, context and time give the same answer. */
export type Control = {
  readonly id: ControlId
  /** The probes it reads: a report that changes none of them leaves its verdict alone. */
  readonly reads: readonly ProbeId[]
  judge(facts: HostFacts, context: JudgeContext, nowMs: EpochMs): Judgement
}
