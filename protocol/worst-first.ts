import type { AgencyResultView } from './plan-views.ts'
import type { DenominatorView } from './register-views.ts'
import type { IndicatorVerdict } from './views.ts'

const order = {
  unmet: 0,
  'below-aspiration': 1,
  'needs-decision': 2,
  'insufficient-data': 3,
  'within-tolerance': 4,
  met: 5,
  'not-applicable': 6,
} as const satisfies Record<IndicatorVerdict, number>

/** Puts what breaks its target first; what is alike stays as the plan has it. */
export const byWorstVerdict = (
  left: { readonly verdict: IndicatorVerdict },
  right: { readonly verdict: IndicatorVerdict },
): number => order[left.verdict] - order[right.verdict]

/** Puts the agency that drags an indicator down first: by verdict, then by what is not met or not known. */
export function byWorstAgency(left: AgencyResultView, right: AgencyResultView): number {
  const behind = ({ counts }: AgencyResultView) => (counts?.unmet ?? 0) + (counts?.unknown ?? 0)
  return byWorstVerdict(left, right) || behind(right) - behind(left) || byName(left, right)
}

/** What the register says of one agency, all classes together or one of them. */
export type Registered = {
  readonly name: string
  readonly denominator: DenominatorView
  readonly doubts: number
}

/** Puts the agency first of whose computers the most send nothing, then the one with the most doubtful pairs. */
export function byMostUnseen(left: Registered, right: Registered): number {
  return (
    unseen(right) - unseen(left) ||
    right.denominator.unregistered - left.denominator.unregistered ||
    right.doubts - left.doubts ||
    byName(left, right)
  )
}

const unseen = ({ denominator: { population, reporting } }: Registered) => population - reporting

const byName = (left: { readonly name: string }, right: { readonly name: string }) =>
  left.name.localeCompare(right.name, 'vi')
