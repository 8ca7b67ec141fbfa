import { useQuery } from '@tanstack/react-query'
import type { RouteOutput } from '#protocol/routes.ts'
import type { TrendPoint } from '#protocol/snapshot-views.ts'
import type { IndicatorView, OverviewView } from '#protocol/views.ts'
import { useApi } from '../../client.ts'
import { dayAt, dayPlus } from '../../dates.ts'
import { useMay } from '../../permission.ts'
import type { FiguresOf } from '../../queries.ts'
import { changeSince, pointAt, type Change } from '../../trends/change.ts'
import { trendsQuery } from '../snapshots/snapshot-queries.ts'

const plotDays = 90
const changeDays = 30
/** A snapshot before the first day may still speak for it. */
const marginDays = 10

/** The frozen figures of the last days, as far as there are any. */
export type Recent = {
  readonly today: string
  readonly trend: RouteOutput<'trend'> | undefined
  /** Why there are none; null: nothing failed. */
  readonly error: Error | null
  retry(): void
  pointsOf(indicatorId: string): readonly TrendPoint[]
  /** Null while the frozen figures are on the way. */
  changeOf(indicator: IndicatorView): Change | null
}

/** The figures that were frozen of the same machines. */
export function useRecent(overview: OverviewView, of: FiguresOf): Recent {
  const may = useMay()
  const today = dayAt(overview.asOfMs)
  const asked = {
    plan: overview.plan?.id,
    ...of,
    from: dayPlus(today, -plotDays - marginDays),
    until: today,
  }
  const isKept = overview.plan !== null
  const isEnabled = isKept && may('trend')
  const asking = useQuery({ ...trendsQuery(useApi(), asked), enabled: isEnabled })
  const trend = isKept ? asking.data : undefined
  const pointsOf = (id: string) =>
    trend?.lines.find(({ indicatorId }) => indicatorId === id)?.points ?? []
  return {
    today,
    trend,
    error: trend ? null : asking.error,
    retry: () => void asking.refetch(),
    pointsOf,
    changeOf: ({ id, kind, worst }) => {
      if (!trend) return null
      return changeSince(pointAt(pointsOf(id), dayPlus(today, -changeDays)), kind, worst)
    },
  }
}
