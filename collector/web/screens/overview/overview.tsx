import { IconDeviceDesktopPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { CardBoundary, LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { overviewQuery } from '../../queries.ts'
import { ControlsCard } from './controls-card.tsx'
import { MeasuredIndicators, WaitingIndicators } from './indicators.tsx'
import { PlanHead } from './plan-head.tsx'
import { PopulationStrip } from './population-strip.tsx'
import styles from './overview.module.css'

/** The scorecard of a plan. */
export function Overview() {
  const { t } = useSpeech()
  const { plan, asOf } = useSearch({ from: '/' })
  const overview = useQuery(overviewQuery(useApi(), { plan, asOf }))
  useTitle(t('nav.overview'))
  if (overview.data) {
    const { data } = overview
    return (
      <div className={styles['screen']} aria-busy={overview.isPlaceholderData}>
        <PlanHead overview={data} />
        <CardBoundary>
          <PopulationStrip population={data.population} />
        </CardBoundary>
        {data.population.enrolled === 0 && <NoHosts />}
        <MeasuredIndicators indicators={data.indicators} planId={data.plan?.id ?? null} />
        <ControlsCard controls={data.controls} />
        <WaitingIndicators indicators={data.indicators} planId={data.plan?.id ?? null} />
      </div>
    )
  }
  if (overview.isError) {
    return <LoadFailure error={overview.error} onRetry={() => void overview.refetch()} />
  }
  return <ScreenSkeleton />
}

/** Before the first computer every figure is empty: says so, and where to begin. */
function NoHosts() {
  const { t } = useSpeech()
  return (
    <p className={styles['begin']}>
      <IconDeviceDesktopPlus size={18} stroke={1.7} aria-hidden />
      <span>{t('hosts.none')}.</span>
      <Link to="/hosts">{t('hosts.none.how')}</Link>
    </p>
  )
}
