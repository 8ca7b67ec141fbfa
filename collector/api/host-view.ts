import { controlIds, type ControlId } from '#protocol/controls.ts'
import type { EpochMs, Severity } from '#protocol/values.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import type { HostView, VerdictView } from '#protocol/views.ts'
import { controls } from '#domain/controls/registry.ts'
import { settingsInUse } from '#domain/control-settings.ts'
import { because } from '#domain/judgement.ts'
import type { JudgeSettings } from '#domain/settings.ts'
import { asCounted, reasonOfSilence, stateBeforeFirstReport } from '#domain/silence.ts'
import type { HostRecord, StoredVerdict } from '#store/host.ts'

/** A host as the screen shows it: every control there is, as it counts, the worst first. */
export function hostViewOf(
  record: HostRecord,
  moment: { asOfMs: EpochMs; isConnected: boolean; settings: JudgeSettings },
): Omit<HostView, 'openedPorts'> {
  const { asOfMs, isConnected, settings } = moment
  const { host, enrolledMs, facts, history, sharesKeyWith, refusals } = record
  const stored = new Map(record.verdicts.map((verdict) => [verdict.control, verdict]))
  const verdicts = controlIds
    .map((control) => ({
      ...verdictViewOf(control, stored.get(control) ?? null, record),
      isProvisional: host.provisional.includes(control),
      settings: settingsInUse(settings, control),
    }))
    .sort((left, right) => badnessOf(right) - badnessOf(left))
  return {
    asOfMs,
    host: { ...host, isConnected },
    enrolledMs,
    verdicts,
    facts,
    history,
    sharesKeyWith,
    refusals,
  }
}

/** A verdict before what it depends on is said. */
type Judged = Omit<VerdictView, 'isProvisional' | 'settings'>

function verdictViewOf(
  control: ControlId,
  stored: StoredVerdict | null,
  record: HostRecord,
): Judged {
  const observedAtMs = observedAtMsOf(control, record)
  if (record.host.isSilent) return silentVerdict(control, stored, { record, observedAtMs })
  if (stored) return { ...stored, observedAtMs }
  return neverJudged(control, { record, observedAtMs })
}

type Behind = { record: HostRecord; observedAtMs: EpochMs | null }

/** What was last known of it stands in the evidence. */
function silentVerdict(
  control: ControlId,
  stored: StoredVerdict | null,
  { record, observedAtMs }: Behind,
): Judged {
  const lastKnown = stored ? [stored.reason, ...stored.evidence] : []
  const before = stored?.state ?? stateBeforeFirstReport(control)
  return {
    control,
    state: asCounted(control, before, true),
    severity: severityUnheard(control),
    reason: reasonOfSilence(control, record.host.lastReceivedMs),
    evidence: lastKnown,
    sinceMs: record.silentSinceMs ?? record.enrolledMs,
    untilMs: null,
    observedAtMs,
  }
}

function neverJudged(control: ControlId, { record, observedAtMs }: Behind): Judged {
  const { lastReceivedMs } = record.host
  const [probe] = controls[control].reads
  const isUnheard = lastReceivedMs === null || probe === undefined
  return {
    control,
    state: stateBeforeFirstReport(control),
    severity: severityUnheard(control),
    reason: isUnheard ? reasonOfSilence(control, null) : because('not-looked', { probe }),
    evidence: [],
    sinceMs: record.enrolledMs,
    untilMs: null,
    observedAtMs,
  }
}

const severityUnheard = (control: ControlId): Severity =>
  stateBeforeFirstReport(control) === 'unmet' ? 'medium' : 'low'

/** The oldest look of those that the control reads; that a host reports is as fresh as its last report. */
function observedAtMsOf(control: ControlId, { host, facts }: HostRecord): EpochMs | null {
  if (control === 'reporting') return host.lastReceivedMs
  const looks = facts.filter(({ probe }) => controls[control].reads.some((id) => id === probe))
  if (looks.length === 0) return null
  return Math.min(...looks.map(({ observedAtMs }) => observedAtMs))
}

const stateRank: Record<VerdictState, number> = {
  unmet: 3,
  unknown: 2,
  met: 1,
  'not-applicable': 0,
}
const severityRank: Record<Severity, number> = { critical: 4, high: 3, medium: 2, low: 1, info: 0 }

function badnessOf({ state, severity }: Judged): number {
  return stateRank[state] * 10 + severityRank[severity]
}
