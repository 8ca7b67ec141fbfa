import type { ControlId, ReasonKey } from '#protocol/controls.ts'
import { remedyOf, type RemedyId } from '#protocol/remedies.ts'
import type { EpochMs, Severity } from '#protocol/values.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import { rankOf } from '../judgement.ts'

/** A verdict as it counts, with the reason that decides it; '': it was never judged. */
export type CountedVerdict = {
  readonly control: ControlId
  readonly state: VerdictState
  readonly reason: ReasonKey | ''
  readonly severity: Severity
  /** Since when the state is what it is. */
  readonly sinceMs: EpochMs
}

/**
 * What a remedy does for one verdict: settles it for certain, may settle it because nobody knows how it stands, or
 * settles it only together with another remedy.
 */
export type Settling = 'surely' | 'perhaps' | 'not-alone'

export type FaultyControl = {
  readonly control: ControlId
  readonly state: 'unmet' | 'unknown'
  readonly settling: Settling
}

/** One thing to do on one machine. */
export type Fault = {
  readonly remedy: RemedyId
  /** The gravest of its controls. */
  readonly severity: Severity
  readonly sinceMs: EpochMs
  readonly controls: readonly FaultyControl[]
}

/** Verdicts that a control takes into its own: it is met only when they are too. */
const restsOn: Readonly<Partial<Record<ControlId, readonly ControlId[]>>> = {
  protected: ['antivirus-running', 'antivirus-current'],
  patched: ['os-supported'],
}

/** What is to be done on one machine: each verdict that is not met stands under exactly one remedy. */
export function faultsOf(verdicts: readonly CountedVerdict[]): readonly Fault[] {
  const remedies = new Map<ControlId, RemedyId>()
  for (const { control, state, reason } of verdicts) {
    const remedy = remedyOf(state, reason)
    if (remedy !== null) remedies.set(control, remedy)
  }
  const faulty = verdicts.filter(({ control }) => remedies.has(control))
  const byRemedy = Map.groupBy(faulty, ({ control }) => remedies.get(control))
  return [...byRemedy].flatMap(([remedy, own]): Fault[] => {
    if (remedy === undefined) return []
    return [
      {
        remedy,
        severity: gravest(own.map(({ severity }) => severity)),
        sinceMs: Math.min(...own.map(({ sinceMs }) => sinceMs)),
        controls: own.map(({ control, state }) => ({
          control,
          state: state === 'unmet' ? 'unmet' : 'unknown',
          settling: settlingOf(control, state, { remedy, remedies }),
        })),
      },
    ]
  })
}

function settlingOf(
  control: ControlId,
  state: VerdictState,
  { remedy, remedies }: { remedy: RemedyId; remedies: ReadonlyMap<ControlId, RemedyId> },
): Settling {
  const needed = (restsOn[control] ?? []).flatMap((one) => remedies.get(one) ?? [])
  if (needed.some((one) => one !== remedy)) return 'not-alone'
  return state === 'unmet' ? 'surely' : 'perhaps'
}

/** The gravest of severities; of none, `info`. */
export function gravest(severities: readonly Severity[]): Severity {
  return severities.reduce<Severity>(
    (worst, one) => (rankOf(one) < rankOf(worst) ? one : worst),
    'info',
  )
}
