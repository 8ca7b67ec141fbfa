import { controlIds, type ControlId } from '#protocol/controls.ts'
import type { ProbeId } from '#protocol/facts/registry.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { JudgeContext } from './context.ts'
import type { HostFacts, Judgement } from './control.ts'
import { controls } from './controls/registry.ts'

export type ControlJudgement = { control: ControlId; judgement: Judgement }

/**
 * Answers every control for one host, in the order of the registry.
 * Pure and total: facts of any host the schemas allow get an answer. Silence is not weighed, see silence.ts.
 */
export function judge(facts: HostFacts, context: JudgeContext, nowMs: EpochMs): ControlJudgement[] {
  return judgeOnly(controlIds, { facts, context, nowMs })
}

/** Answers only the controls that are named, in the order of the registry. */
export function judgeOnly(
  only: readonly ControlId[],
  host: { facts: HostFacts; context: JudgeContext; nowMs: EpochMs },
): ControlJudgement[] {
  return controlIds
    .filter((id) => only.includes(id))
    .map((control) => ({
      control,
      judgement: controls[control].judge(host.facts, host.context, host.nowMs),
    }))
}

/** The controls whose verdict may change when these probes answer anew. */
export function controlsReading(probes: readonly ProbeId[]): readonly ControlId[] {
  return controlIds.filter((id) => controls[id].reads.some((probe) => probes.includes(probe)))
}
