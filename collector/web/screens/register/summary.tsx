import { Alert, Group } from '@mantine/core'
import { IconAlertTriangle, IconBuildingCommunity } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { hostClasses } from '#protocol/values.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ChoiceFilter } from '../../parts/choice-filter.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { NextStep } from '../../parts/next-step.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { RegisterFrame } from './register-frame.tsx'
import { summaryQuery } from './register-queries.ts'
import { SummaryTable } from './summary-table.tsx'
import styles from './register.module.css'

/** Declared, discovered, enrolled and reporting of each agency, side by side, and what they make together. */
export function RegisterSummary() {
  const { t, time } = useSpeech()
  const { asOf, class: hostClass } = useSearch({ from: '/register' })
  const navigate = useNavigate({ from: '/register' })
  const summary = useQuery(summaryQuery(useApi(), { asOf }))
  return (
    <RegisterFrame>
      {summary.data && summary.data.forbidden > 0 && <Forbidden count={summary.data.forbidden} />}
      <Card
        title={t('register.place.summary')}
        isFlush
        aside={
          summary.data && (
            <Group gap="sm">
              {t('overview.as-of', { time: time(summary.data.asOfMs) })}
              <ExportButton route="exportRegisterSummary" query={{ asOf, class: hostClass }} />
            </Group>
          )
        }
      >
        <div className={styles['toolbar']}>
          <ChoiceFilter
            label={t('filter.class')}
            choices={hostClasses}
            nameOf={(one) => t(`class.${one}`)}
            value={hostClass}
            onChange={(chosen) =>
              void navigate({ search: (before) => ({ ...before, class: chosen }) })
            }
            maxWidth={280}
          />
        </div>
        {summary.isPending && <RowsSkeleton rows={8} />}
        {summary.isError && (
          <LoadFailure error={summary.error} onRetry={() => void summary.refetch()} />
        )}
        {summary.data?.agencies.length === 0 && (
          <Notice
            icon={IconBuildingCommunity}
            title={t('register.summary.empty')}
            action={<NextStep to="/organisations" />}
          >
            {t('register.summary.empty.why')}
          </Notice>
        )}
        {summary.data && summary.data.agencies.length > 0 && (
          <SummaryTable
            // Another class or day is another list, whose rows find their places anew.
            key={`${hostClass ?? ''} ${asOf ?? ''} ${summary.isPlaceholderData}`}
            summary={summary.data}
            hostClass={hostClass ?? null}
          />
        )}
        {summary.data &&
          summary.data.agencies.length > 0 &&
          summary.data.total.discovered === null && (
            <p className={styles['why']}>
              {t('register.side.discovered')}: {t('register.not-discovered')}
            </p>
          )}
      </Card>
    </RegisterFrame>
  )
}

/** Machines that may not carry an agent, and send data. */
function Forbidden({ count }: { count: number }) {
  const { t, number } = useSpeech()
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle size={18} />}
      title={t('register.forbidden', { count: number(count) })}
    >
      {t('register.match.forbidden.why')}{' '}
      <Link to="/register/matches" search={{ show: 'forbidden' }}>
        {t('register.forbidden.open')}
      </Link>
    </Alert>
  )
}
