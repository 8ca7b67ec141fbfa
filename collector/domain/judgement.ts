import type { Reason, ReasonKey } from '#protocol/controls.ts'
import { severity, type EpochMs, type Severity } from '#protocol/values.ts'
import type { Judgement } from './control.ts'

/** Evidence beyond this many is left out; the facts themselves hold the rest. */
export const evidenceMax = 20

/** The end of what an epoch value may be, see protocol/values.ts. */
const epochMsMax = 4_102_444_800_000

type Behind = { evidence?: readonly Reason[]; untilMs?: EpochMs | null }

export function because(key: ReasonKey, params: Reason['params'] = {}): Reason {
  return { key, params }
}

export function met(reason: Reason, behind: Behind = {}): Judgement {
  return { state: 'met', severity: 'info', reason, ...cut(behind) }
}

export function unmet(severity: Severity, reason: Reason, behind: Behind = {}): Judgement {
  return { state: 'unmet', severity, reason, ...cut(behind) }
}

/** Not knowing is an answer of its own and never counts as met. */
export function notKnown(reason: Reason, behind: Behind = {}): Judgement {
  return { state: 'unknown', severity: 'low', reason, ...cut(behind) }
}

/** 0 is the gravest. */
export function rankOf(grave: Severity): number {
  return severity.options.indexOf(grave)
}

function cut({ evidence = [], untilMs = null }: Behind): Pick<Judgement, 'evidence' | 'untilMs'> {
  return { evidence: evidence.slice(0, evidenceMax), untilMs }
}

/** The first of the moments that are still to come; null: none is. */
export function soonest(moments: readonly (EpochMs | null)[], nowMs: EpochMs): EpochMs | null {
  let first: EpochMs | null = null
  for (const at of moments) {
    const isAhead = at !== null && at > nowMs && at <= epochMsMax
    if (isAhead && (first === null || at < first)) first = at
  }
  return first
}
