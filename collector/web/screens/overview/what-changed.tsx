import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { SnapshotRow } from '#protocol/snapshot-views.ts'
import type { SnapshotView } from '#protocol/snapshots.ts'
import type { IndicatorView, OverviewView } from '#protocol/views.ts'
import { useApi } from '../../client.ts'
import { dayAt, dayPlus, dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { changeSince, pointAt, type Change } from '../../trends/change.ts'
import { useFigureWords } from '../snapshots/figure-words.ts'
import { snapshotChoicesQuery } from '../snapshots/snapshot-queries.ts'
import { ChangeText } from './change-text.tsx'
import type { Recent } from './recent.ts'
import styles from './what-changed.module.css'

const weekDays = 7

/** What moved since seven days ago, or since it was last signed; each opens what moved it. */
export function WhatChanged({ overview, recent }: { overview: OverviewView; recent: Recent }) {
  const { t } = useSpeech()
  const { since, asOf } = useSearch({ from: '/' })
  const plan = overview.plan?.id
  const choices = useQuery({
    ...snapshotChoicesQuery(useApi(), { plan, asOf }),
    enabled: recent.trend !== undefined,
  })
  const error = recent.error ?? choices.error
  if (error) {
    const retry = () => (recent.error ? recent.retry() : void choices.refetch())
    return (
      <Card title={t('changed.title')}>
        <LoadFailure error={error} onRetry={retry} />
      </Card>
    )
  }
  if (!recent.trend) return null
  const { snapshots = [], lastSigned: signed = null } = choices.data ?? {}
  const isSince = since === 'signed' && signed !== null
  const day = isSince ? dayAt(signed.cutOffMs) : dayPlus(recent.today, -weekDays)
  const moved = overview.indicators.flatMap((indicator) => movedOf(indicator, recent, day))
  const hasPoint = overview.indicators.some(({ id }) => pointAt(recent.pointsOf(id), day) !== null)
  return (
    <Card
      title={t('changed.title')}
      aside={signed && <SinceChoice signed={signed} isSince={isSince} />}
      isFlush
    >
      {moved.length === 0 ? (
        <p className={styles['quiet']}>{t(hasPoint ? 'changed.nothing' : 'change.no-snapshot')}</p>
      ) : (
        <ul className={styles['list']}>
          {moved.map(({ indicator, change }) => (
            <Moved key={indicator.id} {...{ indicator, change, snapshots }} />
          ))}
        </ul>
      )}
    </Card>
  )
}

type MovedOf = {
  readonly indicator: IndicatorView
  readonly change: Extract<Change, { kind: 'moved' }>
}

function movedOf(indicator: IndicatorView, recent: Recent, day: string): MovedOf[] {
  const since = pointAt(recent.pointsOf(indicator.id), day)
  const change = changeSince(since, indicator.kind, indicator.worst)
  return change.kind === 'moved' && change.by !== 0 ? [{ indicator, change }] : []
}

function SinceChoice({ signed, isSince }: { signed: SnapshotView; isSince: boolean }) {
  const { t } = useSpeech()
  const navigate = useNavigate({ from: '/' })
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('changed.since')}
      value={isSince ? 'signed' : 'week'}
      onChange={(value) =>
        void navigate({
          search: (old) => ({ ...old, since: value === 'signed' ? 'signed' : undefined }),
          resetScroll: false,
        })
      }
      data={[
        { value: 'week', label: t('changed.week') },
        {
          value: 'signed',
          label: t('changed.signed', { period: signed.period ?? dayText(dayAt(signed.cutOffMs)) }),
        },
      ]}
    />
  )
}

function Moved(props: MovedOf & { snapshots: readonly SnapshotRow[] }) {
  const { indicator, change, snapshots } = props
  const { t, local } = useSpeech()
  const figureWords = useFigureWords()
  const from = snapshots.find(({ number }) => number === change.since.snapshotNumber)
  return (
    <li className={styles['row']}>
      <span className={styles['name']}>
        {from ? (
          <Link to="/snapshots/moved" search={{ from: from.id, indicator: indicator.id }}>
            {local(indicator.name)}
          </Link>
        ) : (
          local(indicator.name)
        )}
      </span>
      <span className={styles['figures']}>
        {t('changed.from-to', {
          from: figureWords(indicator, change.since.worst) ?? '—',
          to: figureWords(indicator, indicator.worst) ?? '—',
        })}
      </span>
      <ChangeText indicator={indicator} change={change} />
    </li>
  )
}
