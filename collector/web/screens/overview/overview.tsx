import { IconDeviceDesktopPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useSearch } from '@tanstack/react-router'
import type { OverviewView } from '#protocol/views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { CardBoundary, LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { overviewQuery, type FiguresOf } from '../../queries.ts'
import { placesFor } from '../../shell/places.ts'
import { FirstRun } from '../first-run/first-run.tsx'
import { ControlsCard } from './controls-card.tsx'
import { MeasuredIndicators, WaitingIndicators } from './indicators.tsx'
import { PlanHead } from './plan-head.tsx'
import { PopulationStrip } from './population-strip.tsx'
import { useRecent } from './recent.ts'
import { TrendCard } from './trend-card.tsx'
import { WhatChanged } from './what-changed.tsx'
import { WorstAgencies } from './worst-agencies.tsx'
import styles from './overview.module.css'

/** Where the province, or what the reader may see of it, stands on a day. */
export function Overview() {
  const { t } = useSpeech()
  const { plan, asOf } = useSearch({ from: '/' })
  const may = useMay()
  const overview = useQuery({
    ...overviewQuery(useApi(), { plan, asOf }),
    enabled: may('overview'),
  })
  useTitle(t('nav.overview'))
  // Who may not read figures begins where they may read something.
  const [first] = placesFor(may)
  if (!may('overview') && first?.screens[0]) return <Navigate to={first.screens[0].to} replace />
  if (overview.data) {
    return <Shown overview={overview.data} isBusy={overview.isPlaceholderData} />
  }
  if (overview.isError) {
    return <LoadFailure level={1} error={overview.error} onRetry={() => void overview.refetch()} />
  }
  return <ScreenSkeleton />
}

const ofAll: FiguresOf = {}

function Shown({ overview, isBusy }: { overview: OverviewView; isBusy: boolean }) {
  const recent = useRecent(overview, ofAll)
  const planId = overview.plan?.id ?? null
  const { population, indicators, controls } = overview
  return (
    <div className={styles['screen']} aria-busy={isBusy}>
      <PlanHead overview={overview} />
      <CardBoundary>
        <FirstRun />
      </CardBoundary>
      <CardBoundary>
        <PopulationStrip population={population} of={ofAll} />
      </CardBoundary>
      {population.enrolled === 0 && <NoHosts />}
      <MeasuredIndicators
        indicators={indicators}
        planId={planId}
        of={ofAll}
        changeOf={recent.changeOf}
      />
      <CardBoundary>
        <TrendCard recent={recent} of={ofAll} />
      </CardBoundary>
      <div className={styles['columns']}>
        <CardBoundary>
          <WorstAgencies overview={overview} />
        </CardBoundary>
        <CardBoundary>
          <WhatChanged overview={overview} recent={recent} />
        </CardBoundary>
      </div>
      <ControlsCard controls={controls} of={ofAll} />
      <WaitingIndicators indicators={indicators} planId={planId} />
    </div>
  )
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
