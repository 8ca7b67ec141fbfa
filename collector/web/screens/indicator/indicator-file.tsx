import { useSearch } from '@tanstack/react-router'
import type { IndicatorDetailView } from '#protocol/plan-views.ts'
import type { RouteName } from '#protocol/routes.ts'
import { ExportButton } from '../../parts/export-button.tsx'

/** Takes one of the tables of an indicator away, of the day that is shown. */
export function IndicatorFile(props: {
  route: Extract<RouteName, `export${string}`>
  detail: Pick<IndicatorDetailView, 'plan' | 'indicator'>
}) {
  const { route, detail } = props
  const { asOf } = useSearch({ from: '/plans/$id/indicator' })
  const params = { id: detail.plan.id, indicator: detail.indicator.id }
  return <ExportButton route={route} params={params} query={{ asOf }} />
}
