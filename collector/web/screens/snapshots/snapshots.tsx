import { Button, Group, Select, Title } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { snapshotKinds } from '#protocol/snapshots.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { plansQuery } from '../../queries.ts'
import { ChainCheck } from './chain-check.tsx'
import { CutOffsCard } from './cut-offs-card.tsx'
import { snapshotsPageSize, snapshotsQuery } from './snapshot-queries.ts'
import { SnapshotsTable } from './snapshots-table.tsx'
import { TakeDialog } from './take-dialog.tsx'
import styles from './snapshots.module.css'

/** Every snapshot, with the check of their chain. */
export function Snapshots() {
  const { t } = useSpeech()
  const may = useMay()
  const navigate = useNavigate()
  const [isTaking, setTaking] = useState(false)
  const isPast = useSearch({ from: '/snapshots' }).asOf !== undefined
  useTitle(t('nav.snapshots'))
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div>
          <Title order={1}>{t('snapshots.title')}</Title>
          <p>{t('snapshots.intro')}</p>
        </div>
        {may('takeSnapshot') && !isPast && (
          <Button
            size="sm"
            leftSection={<IconCamera size={16} aria-hidden />}
            onClick={() => setTaking(true)}
          >
            {t('snapshots.take')}
          </Button>
        )}
      </header>
      {isTaking && (
        <TakeDialog
          onClose={() => setTaking(false)}
          onTaken={(id) => navigate({ to: '/snapshots/$id', params: { id } })}
        />
      )}
      <ListCard />
      {!isPast && <CutOffsCard />}
    </div>
  )
}

function ListCard() {
  const { t } = useSpeech()
  const api = useApi()
  const search = useSearch({ from: '/snapshots' })
  const navigate = useNavigate({ from: '/snapshots' })
  const list = useQuery(snapshotsQuery(api, search))
  return (
    <Card
      title={t('snapshots.title')}
      isFlush
      aside={
        <Group gap="sm">
          <ChainCheck head={list.data?.head ?? null} />
          <ExportButton route="exportSnapshots" query={search} />
        </Group>
      }
    >
      <Filters />
      {list.data ? (
        list.data.total === 0 ? (
          <Empty
            isFiltered={search.kind !== undefined || search.plan !== undefined}
            asOf={search.asOf}
            onClear={() =>
              void navigate({
                search: (old) => ({ ...old, page: undefined, kind: undefined, plan: undefined }),
              })
            }
          />
        ) : (
          <>
            <SnapshotsTable snapshots={list.data.snapshots} />
            <Pages pages={Math.ceil(list.data.total / snapshotsPageSize)} />
          </>
        )
      ) : list.isError ? (
        <LoadFailure error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <RowsSkeleton rows={6} />
      )}
    </Card>
  )
}

type EmptyProps = { isFiltered: boolean; asOf: number | undefined; onClear: () => void }

function Empty({ isFiltered, asOf, onClear }: EmptyProps) {
  const { t, time } = useSpeech()
  if (isFiltered) return <FilteredOut title={t('snapshots.none.filtered')} onClear={onClear} />
  if (asOf !== undefined) {
    return (
      <Notice icon={IconCamera} title={t('snapshots.none.until', { time: time(asOf) })}>
        {t('snapshots.none.until.next')}
      </Notice>
    )
  }
  return (
    <Notice icon={IconCamera} title={t('snapshots.none')}>
      {t('snapshots.none.next')}
    </Notice>
  )
}

function Filters() {
  const { t, local } = useSpeech()
  const { plan, kind } = useSearch({ from: '/snapshots' })
  const navigate = useNavigate({ from: '/snapshots' })
  const plans = useQuery(plansQuery(useApi()))
  const known = plans.data?.plans ?? []
  return (
    <div className={styles['toolbar']}>
      <Select
        size="xs"
        label={t('snapshots.plan')}
        placeholder={t('snapshots.all-plans')}
        clearable
        clearButtonProps={{ 'aria-label': t('filter.remove', { filter: t('snapshots.plan') }) }}
        data={known.map(({ id, name }) => ({ value: id, label: local(name) }))}
        error={choicesFailure(plans)}
        value={plan ?? null}
        onChange={(value) =>
          void navigate({
            search: (old) => ({ ...old, page: undefined, plan: value ?? undefined }),
          })
        }
        w={{ base: '100%', sm: 360 }}
      />
      <Select
        size="xs"
        label={t('snapshots.kind')}
        clearable
        clearButtonProps={{ 'aria-label': t('filter.remove', { filter: t('snapshots.kind') }) }}
        placeholder={t('snapshots.all-kinds')}
        data={snapshotKinds.map((value) => ({ value, label: t(`snapshots.kind.${value}`) }))}
        value={kind ?? null}
        onChange={(value) => {
          const chosen = snapshotKinds.find((one) => one === value)
          void navigate({ search: (old) => ({ ...old, page: undefined, kind: chosen }) })
        }}
        w={180}
      />
    </div>
  )
}

function Pages({ pages }: { pages: number }) {
  const { t } = useSpeech()
  const { page = 1 } = useSearch({ from: '/snapshots' })
  const navigate = useNavigate({ from: '/snapshots' })
  if (pages < 2) return null
  const go = (to: number) => void navigate({ search: (old) => ({ ...old, page: to }) })
  return (
    <nav className={styles['pages']} aria-label={t('snapshots.title')}>
      <Button size="xs" variant="default" disabled={page <= 1} onClick={() => go(page - 1)}>
        {t('page.previous')}
      </Button>
      <span>{t('page.number', { page })}</span>
      <Button size="xs" variant="default" disabled={page >= pages} onClick={() => go(page + 1)}>
        {t('page.next')}
      </Button>
    </nav>
  )
}
