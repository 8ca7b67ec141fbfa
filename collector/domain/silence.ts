import type { ControlId, Reason } from '#protocol/controls.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import { because } from './judgement.ts'

/** How a verdict counts: of a silent host nothing is known, but that it does not report. */
export function asCounted(
  control: ControlId,
  state: VerdictState,
  isSilent: boolean,
): VerdictState {
  return isSilent ? stateBeforeFirstReport(control) : state
}

/** How a host counts that is enrolled and has never reported. */
export function stateBeforeFirstReport(control: ControlId): VerdictState {
  return control === 'reporting' ? 'unmet' : 'unknown'
}

/** Why a host counts so that is silent, or has never reported (null). */
export function reasonOfSilence(control: ControlId, lastReceivedMs: EpochMs | null): Reason {
  if (lastReceivedMs === null) {
    return because(control === 'reporting' ? 'reporting-never' : 'host-never-reported')
  }
  const key = control === 'reporting' ? 'reporting-silent' : 'host-silent'
  return because(key, { lastReceivedAtMs: lastReceivedMs })
}

type Hearing = {
  /** Null: nothing was ever received; then it is counted from enrolment. */
  lastReceivedMs: EpochMs | null
  enrolledMs: EpochMs
  /** How long the collector was down since then: its own downtime is nobody's silence. */
  collectorDowntimeMs: number
  silentAfterMs: number
}

/** When a host becomes silent, if nothing is received and the collector stays up until then. */
export function silentFromMs(hearing: Hearing): EpochMs {
  const heardMs = hearing.lastReceivedMs ?? hearing.enrolledMs
  return heardMs + hearing.silentAfterMs + hearing.collectorDowntimeMs + 1
}

/** True when nothing was received for longer than `silentAfterMs` while the collector was up. */
export function isSilentAt({ nowMs, ...hearing }: Hearing & { nowMs: EpochMs }): boolean {
  return nowMs >= silentFromMs(hearing)
}
