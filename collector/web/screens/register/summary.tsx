import { Alert, Select } from '@mantine/core'
import { IconAlertTriangle, IconBuildingCommunity } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { hostClasses } from '#protocol/values.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { RegisterFrame } from './register-frame.tsx'
import { summaryQuery } from './register-queries.ts'
import { SummaryTable } from './summary-table.tsx'
import styles from './register.module.css'

/** Declared, discovered, enrolled and reporting of each agency, side by side, and what they make together. */
export function RegisterSummary() {
  const { t, time, number } = useSpeech()
  const { asOf, class: hostClass } = useSearch({ from: '/register' })
  const navigate = useNavigate({ from: '/register' })
  const summary = useQuery(summaryQuery(useApi(), { asOf }))
  return (
    <RegisterFrame>
      {summary.data && summary.data.forbidden > 0 && (
        <Alert
          color="red"
          icon={<IconAlertTriangle size={18} />}
          title={t('register.forbidden', { count: number(summary.data.forbidden) })}
        >
          {t('register.match.forbidden.why')}{' '}
          <Link to="/register/matches" search={{ show: 'forbidden' }}>
            {t('register.forbidden.open')}
          </Link>
        </Alert>
      )}
      <Card
        title={t('register.place.summary')}
        isFlush
        aside={summary.data && t('overview.as-of', { time: time(summary.data.asOfMs) })}
      >
        <div className={styles['toolbar']}>
          <Select
            size="sm"
            clearable
            maw={280}
            aria-label={t('filter.class')}
            placeholder={t('filter.class')}
            data={hostClasses.map((value) => ({ value, label: t(`class.${value}`) }))}
            value={hostClass ?? null}
            onChange={(value) => {
              const chosen = hostClasses.find((one) => one === value)
              void navigate({ search: (before) => ({ ...before, class: chosen }) })
            }}
          />
        </div>
        {summary.isPending && <RowsSkeleton rows={8} />}
        {summary.isError && (
          <LoadFailure error={summary.error} onRetry={() => void summary.refetch()} />
        )}
        {summary.data?.agencies.length === 0 && (
          <Notice icon={IconBuildingCommunity} title={t('register.summary.empty')}>
            {t('register.summary.empty.why')}
          </Notice>
        )}
        {summary.data && summary.data.agencies.length > 0 && (
          <SummaryTable summary={summary.data} hostClass={hostClass ?? null} />
        )}
      </Card>
    </RegisterFrame>
  )
}
