import { Select, Switch, Title } from '@mantine/core'
import { IconArrowsDiff, IconCalendarOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { SnapshotDetail, SnapshotRow } from '#protocol/snapshot-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { AgencySelect } from './agency-select.tsx'
import { MovedParts } from './moved-parts.tsx'
import {
  movedQuery,
  snapshotChoicesQuery,
  snapshotOneQuery,
  type MovedSearch,
} from './snapshot-queries.ts'
import styles from './snapshots.module.css'

type DatedSearch = MovedSearch & { readonly asOf?: number | undefined }

/** What moved a number between two snapshots; without the later one, until the moment that the console shows. */
export function Moved() {
  const { t } = useSpeech()
  const search = useSearch({ from: '/snapshots/moved' })
  const { from, to } = search
  const one = useQuery({
    ...snapshotOneQuery(useApi(), to ?? from ?? '', undefined),
    enabled: (to ?? from) !== undefined,
  })
  useTitle(t('moved.title'))
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div>
          <Link to="/snapshots">{t('snapshot.back')}</Link>
          <Title order={1}>{t('moved.title')}</Title>
        </div>
      </header>
      <Choose detail={one.data ?? null} />
      <Answer search={search} fallback={one.data?.indicators[0]?.id} />
    </div>
  )
}

function Answer(props: { search: DatedSearch; fallback: string | undefined }) {
  const { t } = useSpeech()
  const indicator = props.search.indicator ?? props.fallback
  const { from, asOf } = props.search
  const isAsked = from !== undefined && indicator !== undefined
  const moved = useQuery({
    ...movedQuery(useApi(), { ...props.search, from: from ?? '', indicator: indicator ?? '' }),
    enabled: isAsked,
  })
  if (!isAsked) return <Notice icon={IconArrowsDiff} title={t('moved.choose')} />
  if (moved.data) {
    const late = [moved.data.from, moved.data.to].find(
      ({ atMs }) => asOf !== undefined && atMs > asOf,
    )
    if (late?.snapshot) return <AfterDay number={late.snapshot.number} />
    return <MovedParts moved={moved.data} isBusy={moved.isPlaceholderData} />
  }
  if (moved.isError) {
    return <LoadFailure error={moved.error} onRetry={() => void moved.refetch()} />
  }
  return <RowsSkeleton rows={6} />
}

/** One side lies after the day that the console shows. */
function AfterDay({ number }: { number: number }) {
  const { t } = useSpeech()
  return (
    <Notice icon={IconCalendarOff} title={t('moved.after-day', { number: String(number) })}>
      {t('moved.after-day.next')}
    </Notice>
  )
}

/** The two sides, whose number, and which. */
function Choose({ detail }: { detail: SnapshotDetail | null }) {
  const { t, local, time } = useSpeech()
  const { indicator, agency, from, to, asOf, known } = useSearch({ from: '/snapshots/moved' })
  const navigate = useNavigate({ from: '/snapshots/moved' })
  const plan = detail?.snapshot.planId
  const choices = useQuery(snapshotChoicesQuery(useApi(), { plan, asOf }))
  const go = (change: Partial<MovedSearch>) =>
    void navigate({ search: (old) => ({ ...old, part: undefined, ...change }) })
  const snapshots = choices.data?.snapshots ?? []
  return (
    <Card title={t('snapshots.compare')}>
      <div className={styles['sides']}>
        <SideSelect
          label={t('moved.from')}
          snapshots={snapshots}
          error={choicesFailure(choices)}
          value={from}
          onChange={(id) => go({ from: id })}
        />
        <SideSelect
          label={t('moved.to')}
          snapshots={snapshots}
          error={choicesFailure(choices)}
          placeholder={asOf === undefined ? t('day.now') : t('moved.moment', { time: time(asOf) })}
          value={to}
          onChange={(id) => go({ to: id })}
        />
        <Select
          size="xs"
          label={t('snapshot.indicator')}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t('filter.nothing')}
          data={(detail?.indicators ?? []).map(({ id, name }) => ({
            value: id,
            label: local(name),
          }))}
          value={indicator ?? detail?.indicators[0]?.id ?? null}
          onChange={(id) => go({ indicator: id ?? undefined })}
        />
        <AgencySelect
          isLabelled
          agencies={detail?.agencies ?? []}
          value={agency}
          onChange={(id) => go({ agency: id })}
        />
      </div>
      {asOf !== undefined && to === undefined && (
        <Switch
          mt="sm"
          size="sm"
          label={t('moved.known-then')}
          description={t('moved.known-then.why')}
          checked={known === 'then'}
          onChange={({ currentTarget }) =>
            go({ known: currentTarget.checked ? 'then' : undefined })
          }
        />
      )}
    </Card>
  )
}

function SideSelect(props: {
  label: string
  snapshots: readonly SnapshotRow[]
  placeholder?: string
  error?: ReactNode
  value: string | undefined
  onChange: (id: string | undefined) => void
}) {
  const { t, time } = useSpeech()
  return (
    <Select
      size="xs"
      label={props.label}
      placeholder={props.placeholder ?? t('moved.from.choose')}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t('filter.nothing')}
      data={props.snapshots.map(({ id, number, cutOffMs }) => ({
        value: id,
        label: t('moved.snapshot', { number: String(number), time: time(cutOffMs) }),
      }))}
      error={props.error}
      value={props.value ?? null}
      onChange={(id) => props.onChange(id ?? undefined)}
    />
  )
}
