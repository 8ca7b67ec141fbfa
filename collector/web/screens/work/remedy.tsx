import { Anchor, Button, Pagination, Title } from '@mantine/core'
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { remedyId, type RemedyId } from '#protocol/remedies.ts'
import type { WorkItems } from '#protocol/work.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { CardBoundary, LoadFailure } from '../../parts/failure.tsx'
import { NotFound } from '../../parts/not-found.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { NewReports } from '../hosts/new-reports.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { HowTo } from './how-to.tsx'
import { ItemDialog } from './item-dialog.tsx'
import { ItemTable } from './item-table.tsx'
import { NothingToDo } from './todo.tsx'
import { useSelection } from './use-selection.ts'
import { workItemsQuery, type RemedySearch } from './work-queries.ts'
import { isNarrowed, noFilters, WorkToolbar } from './work-toolbar.tsx'
import styles from './work.module.css'

/** The machines that need one remedy: why, who does it and until when. */
export function Remedy() {
  const { remedy } = useParams({ from: '/todo/$remedy' })
  const known = remedyId.safeParse(remedy)
  return known.success ? <Items key={known.data} remedy={known.data} /> : <NotFound />
}

function Items({ remedy }: { remedy: RemedyId }) {
  const { t, counted } = useSpeech()
  const { asOf, kiosk: _kiosk, open, page, ...search } = useSearch({ from: '/todo/$remedy' })
  const navigate = useNavigate({ from: '/todo/$remedy' })
  const items = useQuery(workItemsQuery(useApi(), remedy, { ...search, asOf, page }))
  const { data } = items
  const rows = data?.items ?? []
  const selection = useSelection(rows)
  const name = t(`remedy.${remedy}.name`)
  useTitle(name)

  const change = (patch: Partial<RemedySearch>, isTyping = false) =>
    void navigate({
      search: (before) => ({ ...before, page: undefined, ...patch }),
      replace: isTyping,
      resetScroll: false,
    })
  const show = (id: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, open: id }), resetScroll: false })
  const isPast = asOf !== undefined
  const opened = rows.find(({ id }) => id === open)

  return (
    <div className={styles['screen']}>
      <Anchor
        className={`${styles['back']} no-print`}
        size="sm"
        renderRoot={(props) => <Link to="/todo" search={search} {...props} />}
      >
        <IconArrowLeft size={15} stroke={1.8} aria-hidden />
        {t('work.back')}
      </Anchor>
      <header className={styles['head']}>
        <Title order={1}>{name}</Title>
        <p aria-live="polite" className={styles['total']}>
          {data && counted('work.machines', data.total)}
        </p>
        <div className={`${styles['tool']} ${styles['tools']} no-print`}>
          <ExportButton route="exportWork" query={{ ...search, asOf, remedy }} />
          <PrintButton />
        </div>
      </header>
      <HowTo remedy={remedy} search={{ ...search, asOf }} />
      <section className={styles['card']} aria-label={t('work.items')}>
        <WorkToolbar search={search} onChange={change} />
        {!isPast && (
          <NewReports
            dataMs={items.dataUpdatedAt}
            isEmpty={data?.total === 0}
            onReload={() => void items.refetch()}
          />
        )}
        <CardBoundary>
          <div aria-busy={items.isFetching}>
            {data && rows.length === 0 && (
              <NothingToDo onClear={isNarrowed(search) ? () => change(noFilters) : null} />
            )}
            {data && rows.length > 0 && (
              <ItemTable items={rows} selection={selection} onOpen={(item) => show(item.id)} />
            )}
            {!data && <Waiting items={items} />}
          </div>
        </CardBoundary>
        {data && <Pages shown={data} onPage={(to) => change({ page: to })} />}
      </section>
      <BulkBar remedy={remedy} selection={selection} isPast={isPast} />
      {opened && <ItemDialog item={opened} isPast={isPast} onClose={() => show(undefined)} />}
    </div>
  )
}

function PrintButton() {
  const { t } = useSpeech()
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPrinter size={15} />}
      onClick={() => window.print()}
    >
      {t('work.print')}
    </Button>
  )
}

function Waiting({ items }: { items: Pick<UseQueryResult, 'isError' | 'error' | 'refetch'> }) {
  if (!items.isError) return <RowsSkeleton rows={8} />
  return <LoadFailure error={items.error} onRetry={() => void items.refetch()} />
}

function Pages({ shown, onPage }: { shown: WorkItems; onPage: (page?: number) => void }) {
  const { t, number } = useSpeech()
  const pages = Math.ceil(shown.total / shown.pageSize)
  if (pages <= 1) return null
  return (
    <footer className={`${styles['foot']} no-print`}>
      <Pagination
        size="sm"
        total={pages}
        value={shown.page}
        onChange={(to) => onPage(to === 1 ? undefined : to)}
        getControlProps={(control) => ({ 'aria-label': t(`page.${control}`) })}
        getItemProps={(one) => ({ 'aria-label': t('page.number', { page: number(one) }) })}
      />
    </footer>
  )
}
