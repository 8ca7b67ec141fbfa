import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { OrganisationView } from '#protocol/organisation-views.ts'
import type { OverviewView } from '#protocol/views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { CardBoundary, LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { overviewQuery, type FiguresOf } from '../../queries.ts'
import { ControlsCard } from '../overview/controls-card.tsx'
import { MeasuredIndicators } from '../overview/indicators.tsx'
import { PopulationStrip } from '../overview/population-strip.tsx'
import { useRecent } from '../overview/recent.ts'
import { TrendCard } from '../overview/trend-card.tsx'
import styles from './organisations.module.css'

/** The cards of the overview for one agency, alone or with everything that stands under it. */
export function AgencyFigures({ one }: { one: OrganisationView }) {
  const { parts, asOf } = useSearch({ from: '/organisations/$id' })
  const hasParts = one.parts.length > 0 && !one.isSample
  const isWithParts = hasParts && (parts ?? 'yes') === 'yes'
  const of: FiguresOf = isWithParts ? { under: one.id } : { agency: one.id }
  const may = useMay()
  const overview = useQuery({
    ...overviewQuery(useApi(), { ...of, asOf }),
    enabled: may('overview'),
  })
  if (!may('overview')) return null
  if (overview.isError) {
    return <LoadFailure error={overview.error} onRetry={() => void overview.refetch()} />
  }
  if (!overview.data) return <RowsSkeleton rows={6} />
  return (
    <div className={styles['figures']} aria-busy={overview.isPlaceholderData}>
      <Head overview={overview.data} isWithParts={hasParts ? isWithParts : null} />
      <Cards overview={overview.data} of={of} />
    </div>
  )
}

/** `isWithParts` null: it has none. */
function Head(props: { overview: OverviewView; isWithParts: boolean | null }) {
  const { t, time } = useSpeech()
  const navigate = useNavigate({ from: '/organisations/$id' })
  return (
    <div className={styles['figures-head']}>
      <span className={styles['quiet']}>
        {t('overview.as-of', { time: time(props.overview.asOfMs) })}
      </span>
      {props.isWithParts !== null && (
        <SegmentedControl
          size="xs"
          aria-label={t('agency.whose')}
          value={props.isWithParts ? 'yes' : 'no'}
          onChange={(value) =>
            void navigate({
              search: (old) => ({ ...old, parts: value === 'no' ? 'no' : undefined }),
              resetScroll: false,
            })
          }
          data={[
            { value: 'yes', label: t('agency.with-parts') },
            { value: 'no', label: t('agency.alone') },
          ]}
        />
      )}
    </div>
  )
}

function Cards({ overview, of }: { overview: OverviewView; of: FiguresOf }) {
  const recent = useRecent(overview, of)
  return (
    <>
      <CardBoundary>
        <PopulationStrip population={overview.population} of={of} />
      </CardBoundary>
      <MeasuredIndicators
        indicators={overview.indicators}
        planId={overview.plan?.id ?? null}
        of={of}
        changeOf={recent.changeOf}
      />
      <CardBoundary>
        <TrendCard recent={recent} of={of} />
      </CardBoundary>
      <ControlsCard controls={overview.controls} of={of} />
    </>
  )
}
