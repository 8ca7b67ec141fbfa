import { Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import type { IndicatorDetailView } from '#protocol/plan-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { VerdictMark } from '../../parts/verdict-mark.tsx'
import { indicatorQuery } from '../../plan-queries.ts'
import { AgenciesCard } from './agencies-card.tsx'
import { DefinitionCard } from './definition-card.tsx'
import { DenominatorsCard } from './denominators-card.tsx'
import { EntriesCard } from './entries-card.tsx'
import { FigureCard } from './figure-card.tsx'
import { ExemptedCard, OffendersCard } from './offenders-card.tsx'
import { ShortfallCards } from './shortfall-cards.tsx'
import { SettlingCard } from './settling-card.tsx'
import { WayCard } from './way-card.tsx'
import styles from './indicator.module.css'

/** One indicator with everything behind its figure. */
export function Indicator() {
  const { local, t } = useSpeech()
  const { id } = useParams({ from: '/plans/$id/indicator' })
  const { asOf, of: indicator = '' } = useSearch({ from: '/plans/$id/indicator' })
  const detail = useQuery(indicatorQuery(useApi(), { id, indicator }, { asOf }))
  useTitle(detail.data ? local(detail.data.indicator.name) : t('nav.plans'))
  if (detail.data) {
    // Another indicator or day is another list, whose rows find their places anew.
    const list = `${detail.data.indicator.id} ${asOf ?? ''}`
    return <Detail key={list} detail={detail.data} isBusy={detail.isPlaceholderData} />
  }
  if (detail.isError) {
    return <LoadFailure level={1} error={detail.error} onRetry={() => void detail.refetch()} />
  }
  return <ScreenSkeleton />
}

function Detail({ detail, isBusy }: { detail: IndicatorDetailView; isBusy: boolean }) {
  const { metric, shortfall } = detail
  return (
    <div className={styles['screen']} aria-busy={isBusy}>
      <DetailHead detail={detail} />
      <FigureCard detail={detail} />
      <div className={styles['columns']}>
        <DefinitionCard detail={detail} />
        <div className={styles['screen']}>
          <WayCard detail={detail} />
          <SettlingCard detail={detail} />
        </div>
      </div>
      {detail.indicator.strictness === 'prohibition' && <OffendersCard detail={detail} />}
      <AgenciesCard detail={detail} />
      {(metric.control !== null || metric.unit === 'machines-per-person') && (
        <DenominatorsCard detail={detail} />
      )}
      <EntriesCard detail={detail} />
      <ExemptedCard detail={detail} />
      {shortfall && <ShortfallCards detail={detail} shortfall={shortfall} />}
    </div>
  )
}

function DetailHead({ detail }: { detail: IndicatorDetailView }) {
  const { t, local, time, number } = useSpeech()
  const { indicator, plan } = detail
  return (
    <header className={styles['head']}>
      <div>
        <Link to="/" search={{ plan: plan.id }}>
          {t('one.back')}
        </Link>
        <Title order={1}>{local(indicator.name)}</Title>
        <p className={styles['quiet']}>
          {local(plan.name)} · {t('overview.as-of', { time: time(detail.asOfMs) })} ·{' '}
          {t('one.scope', {
            inScope: number(detail.agenciesInScope),
            undeclared: number(detail.agenciesUndeclared),
          })}
        </p>
      </div>
      <VerdictMark verdict={indicator.verdict} />
    </header>
  )
}
