import type { ReceivedReport } from '#collector/deps.ts'
import { classify, summarize } from '#domain/classify.ts'
import type { JudgeContext } from '#domain/context.ts'
import type { HostFacts } from '#domain/control.ts'
import { controls } from '#domain/controls/registry.ts'
import { controlsReading, judgeOnly } from '#domain/judge.ts'
import { dueMsOf, restate, type Answer, type Restated } from '#domain/posture.ts'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import type { ProbeId, Reading } from '#protocol/facts/registry.ts'
import type { EpochMs } from '#protocol/values.ts'
import { hostFacts } from '#store/facts.ts'
import { foldHost } from '#store/fold.ts'
import type { Description, HostState } from '#store/host-state.ts'
import type { HeldHost } from './held-hosts.ts'
import { planFacts, type FactPlan } from './plan-facts.ts'

/** What class, names and address of a host are made from. */
const describing: readonly ProbeId[] = ['os', 'hardware']

/** A report, the host as it was found, and what has to be written. */
export type JudgedReport = {
  readonly report: ReceivedReport
  readonly host: HostState
  readonly held: HeldHost
  readonly plan: FactPlan
  readonly restated: Restated
  readonly dueMs: EpochMs | null
  /** Class, names and address where the report says something new of them; null: it does not. */
  readonly description: Description | null
}

/** Works out what one report of a host changes, of which this is held. Pure. */
export function judgeReport(
  report: ReceivedReport,
  { host, held, context }: { host: HostState; held: HeldHost; context: JudgeContext },
): JudgedReport {
  const plan = planFacts(report, held.facts)
  const nowMs = report.receivedMs
  const judged = controlsToJudge(plan, { host, held, context })
  const isDescribed = describing.some((probe) => plan.changed.has(probe))
  const reads = new Set<ProbeId>(isDescribed ? describing : [])
  for (const control of judged) for (const probe of controls[control].reads) reads.add(probe)
  const sent = new Map<ProbeId, Reading>()
  for (const { probe, reading } of report.readings) sent.set(probe, reading)
  const facts = hostFacts(plan.facts, reads, sent)
  const answers = judgeOnly(judged, { facts, context, nowMs }).map(
    ({ control, judgement }): Answer => {
      return { control, judgement, sinceMs: sinceMs(control, plan) ?? nowMs }
    },
  )
  const restated = restate(held.posture, answers)
  const dueMs = soonerOf(host.dueMs, dueMsOf(answers))
  const description = isDescribed ? describe(host, facts) : null
  return { report, host, held, plan, restated, dueMs, description }
}

/**
 * The controls whose verdict may change: those that read what did, and all that stand where the context is another.
 * `reporting` reads all probes, but whether there are any.
 */
function controlsToJudge(
  { newFacts, changed }: FactPlan,
  { host, held, context }: { host: HostState; held: HeldHost; context: JudgeContext },
): readonly ControlId[] {
  const isNewProbe = newFacts.some(({ follows }) => follows === null)
  const reading = controlsReading([...changed.keys()]).filter(
    (control) => control !== 'reporting' || isNewProbe,
  )
  const { contextRevision } = host
  if (contextRevision === null || contextRevision === context.revision) return reading
  return controlIds.filter(
    (control) => reading.includes(control) || held.posture?.verdicts[control],
  )
}

/** A verdict is so since the youngest of the answers that changed it. */
function sinceMs(control: ControlId, { changed }: FactPlan): EpochMs | null {
  let youngestMs: EpochMs | null = null
  for (const probe of controls[control].reads) {
    const fromMs = changed.get(probe)
    if (fromMs !== undefined && fromMs > (youngestMs ?? 0)) youngestMs = fromMs
  }
  return youngestMs
}

/**
 * Verdicts hold at least until the moment that the host names, so a later one need not be written: nearly every
 * report moves it, and the sweep asks again at the one that stands.
 */
function soonerOf(left: EpochMs | null, right: EpochMs | null): EpochMs | null {
  if (left === null || right === null) return left ?? right
  return Math.min(left, right)
}

function describe(host: HostState, facts: HostFacts): Description | null {
  const hostname = facts.os?.reading.state === 'known' ? facts.os.reading.facts.hostname : null
  const described = {
    id: host.id,
    class: classify(facts),
    hostname: hostname ?? host.hostname,
    ...summarize(facts),
  }
  const searchFolded = foldHost({ ...described, agencyName: host.agencyName })
  const isSame =
    described.class === host.class &&
    described.osName === host.osName &&
    searchFolded === host.searchFolded &&
    described.hostname === host.hostname &&
    described.address === host.address
  return isSame ? null : { ...described, searchFolded }
}
