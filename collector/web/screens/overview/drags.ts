import type { AgencyResultView } from '#protocol/plan-views.ts'

/** An agency and how many percentage points its computers that are not met take from the figure of all. */
export type Drag = { readonly agency: AgencyResultView; readonly points: number }

const shownMax = 5

/** The agencies that pull a share down most, the worst first, and how many more do. */
export function dragsOf(agencies: readonly AgencyResultView[]): {
  readonly drags: readonly Drag[]
  readonly others: number
} {
  const inScope = agencies.filter(({ outside }) => outside === null)
  const population = inScope.reduce((sum, agency) => sum + populationOf(agency), 0)
  const behind = inScope
    .filter((agency) => behindOf(agency) > 0)
    .toSorted((left, right) => behindOf(right) - behindOf(left) || byName(left, right))
  return {
    drags: behind.slice(0, shownMax).map((agency) => ({
      agency,
      points: (behindOf(agency) / population) * 100,
    })),
    others: Math.max(0, behind.length - shownMax),
  }
}

const behindOf = ({ counts }: AgencyResultView) => (counts?.unmet ?? 0) + (counts?.unknown ?? 0)
const populationOf = (agency: AgencyResultView) => behindOf(agency) + (agency.counts?.met ?? 0)
const byName = (left: AgencyResultView, right: AgencyResultView) =>
  left.name.localeCompare(right.name, 'vi')
