import { Button, Select, Title } from '@mantine/core'
import { IconChartLine } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { SnapshotIndicator, TrendPoint } from '#protocol/snapshot-views.ts'
import { useApi } from '../../client.ts'
import { dayAt } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { NextStep } from '../../parts/next-step.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ProvisionalMark } from '../../parts/provisional-mark.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { VerdictMark } from '../../parts/verdict-mark.tsx'
import { agenciesQuery, plansQuery } from '../../queries.ts'
import { PointsTable } from '../../trends/points-table.tsx'
import { AgencySelect } from './agency-select.tsx'
import { trendsQuery } from './snapshot-queries.ts'
import { TrendChart } from './trend-chart.tsx'
import styles from './snapshots.module.css'

/** A year of every indicator, of the province or of one agency. */
export function Trend() {
  const { t } = useSpeech()
  const { plan, agency, parts, view, asOf } = useSearch({ from: '/trend' })
  const until = asOf === undefined ? undefined : dayAt(asOf)
  const of = parts === 'no' ? { agency } : { under: agency }
  const trend = useQuery(trendsQuery(useApi(), { plan, ...of, until }))
  useTitle(t('trend.title'))
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div>
          <Title order={1}>{t('trend.title')}</Title>
          <p>
            {t('trend.intro')} {trend.data?.isWithParts && t('trend.with-parts')}
          </p>
        </div>
      </header>
      <Choose />
      {trend.data ? (
        trend.data.lines.length === 0 ? (
          <Notice
            icon={IconChartLine}
            title={t('trend.none')}
            action={<NextStep to="/snapshots" />}
          />
        ) : (
          <div className={styles['charts']} aria-busy={trend.isPlaceholderData}>
            {trend.data.indicators.map((indicator) => (
              <Line
                key={indicator.id}
                indicator={indicator}
                points={pointsOf(trend.data.lines, indicator.id)}
                isProvisional={trend.data.provisional.includes(indicator.id)}
                isTable={view === 'table'}
              />
            ))}
          </div>
        )
      ) : trend.isError ? (
        <LoadFailure error={trend.error} onRetry={() => void trend.refetch()} />
      ) : (
        <ScreenSkeleton />
      )}
    </div>
  )
}

type Lines = readonly { readonly indicatorId: string; readonly points: readonly TrendPoint[] }[]
const pointsOf = (lines: Lines, id: string) =>
  lines.find(({ indicatorId }) => indicatorId === id)?.points ?? []

function Choose() {
  const { t, local } = useSpeech()
  const api = useApi()
  const { plan, agency, view } = useSearch({ from: '/trend' })
  const navigate = useNavigate({ from: '/trend' })
  const askedPlans = useQuery(plansQuery(api))
  const plans = askedPlans.data?.plans ?? []
  const askedAgencies = useQuery(agenciesQuery(api))
  return (
    <div className={styles['actions']}>
      <Select
        size="xs"
        aria-label={t('snapshots.plan')}
        allowDeselect={false}
        data={plans.map(({ id, name }) => ({ value: id, label: local(name) }))}
        error={choicesFailure(askedPlans)}
        value={plan ?? plans[0]?.id ?? null}
        onChange={(id) => void navigate({ search: (old) => ({ ...old, plan: id ?? undefined }) })}
        w={{ base: '100%', sm: 380 }}
      />
      <AgencySelect
        agencies={askedAgencies.data?.agencies ?? []}
        error={choicesFailure(askedAgencies)}
        value={agency}
        onChange={(id) =>
          void navigate({ search: (old) => ({ ...old, agency: id, parts: undefined }) })
        }
      />
      <Button
        size="xs"
        variant="default"
        onClick={() =>
          void navigate({
            search: (old) => ({ ...old, view: view === 'table' ? undefined : 'table' }),
          })
        }
      >
        {t(view === 'table' ? 'trend.chart.shown' : 'trend.table')}
      </Button>
    </div>
  )
}

type LineProps = {
  readonly indicator: SnapshotIndicator
  readonly points: readonly TrendPoint[]
  readonly isTable: boolean
  /** Of the newest point. */
  readonly isProvisional: boolean
}

function Line({ indicator, points, isTable, isProvisional }: LineProps) {
  const { t, local } = useSpeech()
  const last = points.at(-1)
  return (
    <Card
      title={local(indicator.name)}
      aside={
        last && (
          <>
            {isProvisional && <ProvisionalMark />} <VerdictMark verdict={last.verdict} />
          </>
        )
      }
      isFlush={isTable}
    >
      {points.every(({ worst }) => worst === null) ? (
        <p className={styles['quiet']}>{t('trend.no-figure')}</p>
      ) : isTable ? (
        <PointsTable indicator={indicator} points={points} />
      ) : (
        <TrendChart indicator={indicator} points={points} />
      )}
    </Card>
  )
}
