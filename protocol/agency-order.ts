import type { AgencyResultView } from './plan-views.ts'

const order = {
  unmet: 0,
  'below-aspiration': 1,
  'needs-decision': 2,
  'insufficient-data': 3,
  'within-tolerance': 4,
  met: 5,
  'not-applicable': 6,
} as const satisfies Record<AgencyResultView['verdict'], number>

/** Puts the agency that drags an indicator down first: by verdict, then by what is not met or not known. */
export function byWorstAgency(left: AgencyResultView, right: AgencyResultView): number {
  const byVerdict = order[left.verdict] - order[right.verdict]
  if (byVerdict !== 0) return byVerdict
  const behind = ({ counts }: AgencyResultView) => (counts?.unmet ?? 0) + (counts?.unknown ?? 0)
  return behind(right) - behind(left) || left.name.localeCompare(right.name, 'vi')
}
