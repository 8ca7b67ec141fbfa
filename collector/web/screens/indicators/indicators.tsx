import { Title } from '@mantine/core'
import { IconFileUnknown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { IndicatorView, OverviewView } from '#protocol/views.ts'
import { byWorstVerdict } from '#protocol/worst-first.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { LowerBoundMark } from '../../parts/lower-bound-mark.tsx'
import { NextStep } from '../../parts/next-step.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PrintButton } from '../../parts/print-button.tsx'
import { ProvisionalMark } from '../../parts/provisional-mark.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { VerdictMark } from '../../parts/verdict-mark.tsx'
import { overviewQuery } from '../../queries.ts'
import { useFigureWords } from '../indicator/figure-words.ts'
import { ChangeText } from '../overview/change-text.tsx'
import { useRecent, type Recent } from '../overview/recent.ts'
import { useTargetText } from '../overview/target-text.ts'
import styles from './indicators.module.css'

/** Every indicator of the plan as a row, the worst first; each opens what stands behind it. */
export function Indicators() {
  const { t } = useSpeech()
  const { plan, asOf } = useSearch({ from: '/indicators' })
  const overview = useQuery(overviewQuery(useApi(), { plan, asOf }))
  useTitle(t('nav.indicators'))
  if (overview.data) {
    return <Shown overview={overview.data} isBusy={overview.isPlaceholderData} />
  }
  if (overview.isError) {
    return <LoadFailure level={1} error={overview.error} onRetry={() => void overview.refetch()} />
  }
  return <ScreenSkeleton />
}

const heads = ['name', 'figure', 'target', 'change', 'verdict'] as const

function Shown({ overview, isBusy }: { overview: OverviewView; isBusy: boolean }) {
  const { t, local, time } = useSpeech()
  const recent = useRecent(overview, {})
  const { plan, asOfMs } = overview
  const { asOf } = useSearch({ from: '/indicators' })
  if (plan === null) {
    return (
      <Notice
        level={1}
        icon={IconFileUnknown}
        title={t('plan.none')}
        action={<NextStep to="/plans" />}
      >
        {t('plan.none.why')}
      </Notice>
    )
  }
  return (
    <div className={styles['screen']} aria-busy={isBusy}>
      <header className={styles['head']}>
        <div>
          <Title order={1}>{t('nav.indicators')}</Title>
          <p>
            {local(plan.name)} · {t('overview.as-of', { time: time(asOfMs) })}
          </p>
        </div>
        <PrintButton />
      </header>
      {recent.error && <LoadFailure error={recent.error} onRetry={recent.retry} />}
      <Card
        title={t('indicators.all')}
        aside={<ExportButton route="exportIndicators" query={{ plan: plan.id, asOf }} />}
        isFlush
      >
        <RowsTable
          name={t('indicators.all')}
          heads={heads.map((head) => t(`indicators.${head}`))}
          size="narrow"
        >
          {overview.indicators.toSorted(byWorstVerdict).map((indicator) => (
            <Row key={indicator.id} {...{ indicator, planId: plan.id, recent }} />
          ))}
        </RowsTable>
      </Card>
    </div>
  )
}

function Row(props: { indicator: IndicatorView; planId: string; recent: Recent }) {
  const { indicator, planId, recent } = props
  const { local } = useSpeech()
  const targetText = useTargetText()
  const words = useFigureWords(indicator)
  const change = recent.changeOf(indicator)
  return (
    <tr>
      <th scope="row">
        <Link to="/plans/$id/indicator" params={{ id: planId }} search={{ of: indicator.id }}>
          {local(indicator.name)}
        </Link>
      </th>
      <td>
        <span className={styles['figure']}>
          {words.figureOf(indicator.worst)}
          {indicator.worst && indicator.isProvisional && <ProvisionalMark />}
          {indicator.worst && indicator.isLowerBound && <LowerBoundMark />}
        </span>
        <small>{words.partsOf(indicator.worst)}</small>
      </td>
      <td>{targetText(indicator)}</td>
      <td>{change?.kind === 'moved' && <ChangeText indicator={indicator} change={change} />}</td>
      <td>
        <VerdictMark verdict={indicator.verdict} />
      </td>
    </tr>
  )
}
