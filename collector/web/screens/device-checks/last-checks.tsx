import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DeviceCheckRow } from '#protocol/device-check-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { lastChecksQuery } from './device-check-queries.ts'
import styles from './device-checks.module.css'
import { ResultWords } from './result-words.tsx'
import { RuleRemedy } from './rule-remedy.tsx'

/** What the newest checks of one device have found, what that means, and what to do. */
export function LastChecks({ entryId }: { entryId: string }) {
  const { t } = useSpeech()
  const checks = useQuery(lastChecksQuery(useApi(), entryId))
  const newest = checks.data?.results[0]
  return (
    <Card
      title={t('device-check.last')}
      aside={
        newest && (
          <Link to="/register/device-checks/results" search={{ device: entryId }}>
            {t('device-check.last.all')}
          </Link>
        )
      }
    >
      {checks.isPending && <RowsSkeleton rows={2} />}
      {checks.isError && <LoadFailure error={checks.error} onRetry={() => void checks.refetch()} />}
      {checks.data && !newest && (
        <Text size="sm">
          {t('device-check.last.none')}{' '}
          <Link to="/register/device-checks">{t('device-check.title')}</Link>
        </Text>
      )}
      {newest && <Newest row={newest} />}
      {checks.data && <Earlier rows={checks.data.results.slice(1)} />}
    </Card>
  )
}

function Newest({ row }: { row: DeviceCheckRow }) {
  const { t } = useSpeech()
  const { result } = row
  return (
    <>
      <ResultWords row={row} />
      <By row={row} />
      <Text size="sm" mt={6}>
        {t(`device-check.means.${result.verdict}`)}
      </Text>
      {'rule' in result && (
        <RuleRemedy rule={result.rule} isMended={result.verdict === 'this-default-not-in-use'} />
      )}
    </>
  )
}

function By({ row }: { row: DeviceCheckRow }) {
  const { t, time } = useSpeech()
  const said = t('device-check.last.by', { time: time(row.checkedMs), host: row.host.hostname })
  return <small className={styles['under']}>{said}</small>
}

function Earlier({ rows }: { rows: readonly DeviceCheckRow[] }) {
  const { t } = useSpeech()
  if (rows.length === 0) return null
  return (
    <ul className={styles['earlier']}>
      {rows.map((row) => (
        <li key={row.id}>
          {t(`device-check.verdict.${row.result.verdict}`)}
          <By row={row} />
        </li>
      ))}
    </ul>
  )
}
