import type { ReceivedReport } from '#collector/deps.ts'
import { classify, summarize } from '#domain/classify.ts'
import type { JudgeContext } from '#domain/context.ts'
import type { HostFacts } from '#domain/control.ts'
import { controls } from '#domain/controls/registry.ts'
import { controlsReading, judgeOnly } from '#domain/judge.ts'
import { asCounted, stateBeforeFirstReport } from '#domain/silence.ts'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import { probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { CountChange } from '#store/counters.ts'
import { hostFacts, type OpenFact, type ProbeKey, type StoredReading } from '#store/facts.ts'
import { foldHost } from '#store/fold.ts'
import type { Description, HostState } from '#store/host-state.ts'
import { verdictKey, type Judged, type OpenVerdict } from '#store/verdicts.ts'
import { planFacts, type FactPlan } from './plan-facts.ts'

/** What class, names and address of a host are made from. */
const describing: readonly ProbeId[] = ['os', 'hardware']

/** A report, the host as it was found, and what it does to the facts. */
export type PlannedReport = {
  readonly report: ReceivedReport
  readonly host: HostState
  readonly plan: FactPlan
  /** The controls whose verdict it may change. `reporting` reads all probes, but whether there are any. */
  readonly controls: readonly ControlId[]
}

/** Plans one report of a host, whose open facts are given. */
export function planReport(
  report: ReceivedReport,
  host: HostState,
  open: ReadonlyMap<string, OpenFact>,
): PlannedReport {
  const plan = planFacts(report, open)
  const isNewProbe = plan.newFacts.some(({ closes }) => closes === null)
  const reading = controlsReading([...plan.changed.keys()])
  const controls = reading.filter((control) => control !== 'reporting' || isNewProbe)
  return { report, host, plan, controls }
}

/** The probes that have to be loaded to judge it: what is read, without what the report itself brought. */
export function probesToLoad(planned: PlannedReport): ProbeKey[] {
  const read = new Set(planned.controls.flatMap((control) => controls[control].reads))
  if (isDescribed(planned)) for (const probe of describing) read.add(probe)
  for (const { probe } of planned.report.readings) read.delete(probe)
  return [...read].map((probe) => ({ hostId: planned.report.hostId, probe }))
}

/** What is known of the host now: what was loaded, and over it what the report brought. */
export function factsOf({ report }: PlannedReport, loaded: readonly StoredReading[]): HostFacts {
  const confirmed = loaded.map((stored) => ({
    ...stored,
    observedAtMs: Math.max(stored.observedAtMs, report.confirmed[stored.probe] ?? 0),
  }))
  return hostFacts([...confirmed, ...report.readings])
}

/** Class, names and address where the report says something new of them; null: it does not. */
export function describe(planned: PlannedReport, facts: HostFacts): Description | null {
  if (!isDescribed(planned)) return null
  const { host } = planned
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

function isDescribed({ plan }: PlannedReport): boolean {
  return describing.some((probe) => plan.changed.has(probe))
}

/** The controls whose verdict has to be known to judge and to count: all where the host moves as a whole. */
export function controlsToCompare(
  planned: PlannedReport,
  described: Description | null,
): readonly ControlId[] {
  return movesAsWhole(planned.host, described) ? controlIds : planned.controls
}

/** A host that was silent, or that changes its class, changes place in the counts of every control. */
function movesAsWhole(host: HostState, described: Description | null): boolean {
  return host.silentSinceMs !== null || (described !== null && described.class !== host.class)
}

/** Judges what the report may have changed. */
export function judgeReport(
  planned: PlannedReport,
  facts: HostFacts,
  { context, open }: { context: JudgeContext; open: ReadonlyMap<string, OpenVerdict> },
): Judged[] {
  const { report, plan } = planned
  const { hostId, receivedMs } = report
  const judgements = judgeOnly(planned.controls, { facts, context, nowMs: receivedMs })
  return judgements.map(({ control, judgement }) => ({
    hostId,
    control,
    judgement,
    open: open.get(verdictKey({ hostId, control })) ?? null,
    fromMs: sinceMs(control, plan) ?? receivedMs,
    receivedMs,
    contextRevision: context.revision,
  }))
}

/** A verdict is so since the youngest of the answers that changed it. */
function sinceMs(control: ControlId, { changed }: FactPlan): EpochMs | null {
  const times = probeIds
    .filter((probe) => controls[control].reads.includes(probe))
    .flatMap((probe) => changed.get(probe) ?? [])
  return times.length === 0 ? null : Math.max(...times)
}

/** How the counters change when these judgements stand and the host is heard of again. */
export function countReport(
  { host }: PlannedReport,
  described: Description | null,
  { judged, open }: { judged: readonly Judged[]; open: ReadonlyMap<string, OpenVerdict> },
): CountChange[] {
  const states = new Map(judged.map(({ control, judgement }) => [control, judgement.state]))
  const { agencyId } = host
  const after = described?.class ?? host.class
  const compared = movesAsWhole(host, described) ? controlIds : [...states.keys()]
  return compared.flatMap((control): CountChange[] => {
    const held =
      open.get(verdictKey({ hostId: host.id, control }))?.state ?? stateBeforeFirstReport(control)
    const was = asCounted(control, held, host.silentSinceMs !== null)
    const is = states.get(control) ?? held
    if (was === is && host.class === after) return []
    return [
      { agencyId, class: host.class, control, state: was, by: -1 },
      { agencyId, class: after, control, state: is, by: 1 },
    ]
  })
}
