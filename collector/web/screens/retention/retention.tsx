import { Button, Title } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { personName } from '#i18n/audit-text.ts'
import { keptForGood, type RetentionView } from '#protocol/retention.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { DecideRetention } from './decide-retention.tsx'
import { retentionQuery } from './retention-queries.ts'
import styles from './retention.module.css'

/** For how long what is kept, what was removed last, and the notice to staff that says so. */
export function Retention() {
  const { t } = useSpeech()
  const retention = useQuery(retentionQuery(useApi()))
  useTitle(t('retention.title'))
  const { data } = retention
  if (!data) {
    if (!retention.isError) return <ScreenSkeleton />
    return (
      <LoadFailure level={1} error={retention.error} onRetry={() => void retention.refetch()} />
    )
  }
  return (
    <div className={styles['screen']}>
      <header>
        <Title order={1}>{t('retention.title')}</Title>
        <p className={styles['quiet']}>{t('retention.intro')}</p>
      </header>
      <Deleted kinds={data.kinds} />
      <Card title={t('retention.kept')}>
        <ul className={styles['kept']}>
          {keptForGood.map((kind) => (
            <li key={kind}>{t(`retention.good.${kind}`)}</li>
          ))}
        </ul>
      </Card>
      <Card title={t('notice.open')}>
        <p className={styles['quiet']}>{t('notice.open.why')}</p>
        <Button
          component={Link}
          to="/administration/retention/notice"
          variant="default"
          size="xs"
          leftSection={<IconFileText size={15} aria-hidden />}
        >
          {t('notice.title')}
        </Button>
      </Card>
    </div>
  )
}

function Deleted({ kinds }: { kinds: readonly RetentionView[] }) {
  const { t } = useSpeech()
  const may = useMay()
  const [deciding, setDeciding] = useState<RetentionView | null>(null)
  const heads = [
    t('retention.what'),
    t('retention.for'),
    t('retention.decided'),
    t('retention.last'),
  ]
  return (
    <Card title={t('retention.deleted')} aside={<ExportButton route="exportRetention" />} isFlush>
      <RowsTable name={t('retention.deleted')} heads={heads}>
        {kinds.map((kind) => (
          <KindRow
            key={kind.kind}
            view={kind}
            onDecide={may('decideRetention') ? () => setDeciding(kind) : null}
          />
        ))}
      </RowsTable>
      {deciding && <DecideRetention view={deciding} onClose={() => setDeciding(null)} />}
    </Card>
  )
}

function KindRow({ view, onDecide }: { view: RetentionView; onDecide: (() => void) | null }) {
  const words = useSpeech()
  const { t, number, time, date } = words
  const { kind, days, daysMin, daysMax, decided } = view
  const name = t(`retention.kind.${kind}`)
  return (
    <tr>
      <th scope="row">
        {name}
        <small>{t(`retention.why.${kind}`)}</small>
      </th>
      <td>
        <strong>{t('retention.days', { days: number(days) })}</strong>
        <small>{t('retention.bounds', { min: number(daysMin), max: number(daysMax) })}</small>
      </td>
      <td>
        {decided
          ? `${personName(words, decided.author)}, ${date(decided.atMs)}`
          : t('retention.by-product')}{' '}
        {onDecide && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`${t('retention.decide')}: ${name}`}
            onClick={onDecide}
          >
            {t('retention.decide')}
          </Button>
        )}
      </td>
      <td>
        {view.removedMs === null
          ? t('retention.last.none')
          : t('retention.last.removed', {
              at: time(view.removedMs),
              total: number(view.removedTotal),
            })}
        <small>
          {view.ranMs === null
            ? t('retention.ran.never')
            : t('retention.ran', { at: time(view.ranMs), removed: number(view.removed) })}
        </small>
      </td>
    </tr>
  )
}
