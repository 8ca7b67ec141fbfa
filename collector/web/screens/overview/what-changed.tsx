import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { SnapshotRow } from '#protocol/snapshot-views.ts'
import type { IndicatorView, OverviewView } from '#protocol/views.ts'
import { useApi } from '../../client.ts'
import { dayAt, dayPlus, dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { changeSince, pointAt, type Change } from '../../trends/change.ts'
import { useFigureWords } from '../snapshots/figure-words.ts'
import { snapshotChoicesQuery } from '../snapshots/snapshot-queries.ts'
import { ChangeText } from './change-text.tsx'
import type { Recent } from './recent.ts'
import styles from './what-changed.module.css'

const weekDays = 7

/** What moved since seven days ago, or since the last frozen period; each opens what moved it. */
export function WhatChanged({ overview, recent }: { overview: OverviewView; recent: Recent }) {
  const { t } = useSpeech()
  const { since } = useSearch({ from: '/' })
  const planId = overview.plan?.id
  const choices = useQuery({
    ...snapshotChoicesQuery(useApi(), planId),
    enabled: recent.trend !== undefined,
  })
  if (!recent.trend) return null
  const snapshots = (choices.data?.snapshots ?? []).filter(
    ({ cutOffMs }) => cutOffMs <= overview.asOfMs,
  )
  const period = lastPeriod(snapshots)
  const day =
    since === 'period' && period ? dayAt(period.cutOffMs) : dayPlus(recent.today, -weekDays)
  const moved = overview.indicators.flatMap((indicator) => movedOf(indicator, recent, day))
  const hasPoint = overview.indicators.some(({ id }) => pointAt(recent.pointsOf(id), day) !== null)
  return (
    <Card
      title={t('changed.title')}
      aside={period && <SinceChoice period={period} isPeriod={since === 'period'} />}
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

/** The period that was frozen last, by its newest amendment. */
const lastPeriod = (snapshots: readonly SnapshotRow[]) =>
  snapshots.find(({ kind }) => kind !== 'daily')

type MovedOf = {
  readonly indicator: IndicatorView
  readonly change: Extract<Change, { kind: 'moved' }>
}

function movedOf(indicator: IndicatorView, recent: Recent, day: string): MovedOf[] {
  const since = pointAt(recent.pointsOf(indicator.id), day)
  const change = changeSince(since, indicator.kind, indicator.worst)
  return change.kind === 'moved' && change.by !== 0 ? [{ indicator, change }] : []
}

function SinceChoice({ period, isPeriod }: { period: SnapshotRow; isPeriod: boolean }) {
  const { t } = useSpeech()
  const navigate = useNavigate({ from: '/' })
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('changed.since')}
      value={isPeriod ? 'period' : 'week'}
      onChange={(value) =>
        void navigate({
          search: (old) => ({ ...old, since: value === 'period' ? 'period' : undefined }),
          resetScroll: false,
        })
      }
      data={[
        { value: 'week', label: t('changed.week') },
        {
          value: 'period',
          label: t('changed.period', { period: period.period ?? dayText(dayAt(period.cutOffMs)) }),
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
