import { Group, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSpeech } from '../../language.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { CardBoundary, LoadFailure } from '../../parts/failure.tsx'
import { ProvisionalMark } from '../../parts/provisional-mark.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import type { HostsSearch } from '../../search.ts'
import { ColumnChooser } from './column-chooser.tsx'
import { shownColumns } from './columns.ts'
import { EmptyHosts } from './empty-hosts.tsx'
import { FilterChips } from './filter-chips.tsx'
import { HostCards } from './host-cards.tsx'
import { useFirstHosts } from './host-rows.ts'
import { HostTable, type HostListProps } from './host-table.tsx'
import { NewReports } from './new-reports.tsx'
import { SavedViews } from './saved-views.tsx'
import { Toolbar } from './toolbar.tsx'
import styles from './hosts.module.css'

/** Every computer, worst first; the filters and the columns are the address. */
export function Hosts() {
  const { t, counted, number } = useSpeech()
  const search = useSearch({ from: '/hosts' })
  const navigate = useNavigate({ from: '/hosts' })
  const { first, ...list } = useFirstHosts(search)
  useTitle(t('nav.hosts'))

  const change = (patch: HostsSearch, isTyping = false) =>
    void navigate({
      search: (before) => ({ ...before, ...patch }),
      replace: isTyping,
      resetScroll: false,
    })
  const clear = () => void navigate({ search: ({ asOf, columns }) => ({ asOf, columns }) })
  const columns = shownColumns(search)
  const { query } = list
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <Title order={1}>{t('nav.hosts')}</Title>
        <p aria-live="polite" className={styles['total']}>
          {first.data && counted('hosts.total', first.data.total)}
        </p>
        {first.data?.hosts.some(({ provisional }) => provisional.length > 0) && <ProvisionalMark />}
        <Group gap={8} className={`${styles['acts'] ?? ''} no-print`}>
          <SavedViews search={search} onOpen={(view) => void navigate({ search: () => view })} />
          <ColumnChooser
            shown={columns}
            onChange={(chosen) => change({ columns: chosen?.join(',') })}
          />
          <ExportButton route="exportHosts" query={query} columns={columns} />
        </Group>
      </header>
      <section className={styles['card']} aria-label={t('nav.hosts')}>
        <Toolbar search={search} onChange={change} />
        <FilterChips search={search} onChange={change} onClear={clear} />
        {search.asOf === undefined && (
          <NewReports
            dataMs={first.dataUpdatedAt}
            isEmpty={first.data?.total === 0}
            onReload={list.reload}
          />
        )}
        {first.data && (
          <p className={styles['printed']}>
            {t('hosts.printed', { total: number(first.data.total) })}
          </p>
        )}
        <CardBoundary>
          <div aria-busy={first.isFetching} className={styles['rows']}>
            <Rows
              first={first}
              list={{ query, visit: list.visit, columns, onChange: change }}
              empty={<EmptyHosts search={search} onClear={clear} />}
            />
          </div>
        </CardBoundary>
      </section>
    </div>
  )
}

function Rows(props: {
  first: ReturnType<typeof useFirstHosts>['first']
  list: Omit<HostListProps, 'total'>
  empty: ReactNode
}) {
  const { first, list, empty } = props
  const isNarrow = useMediaQuery('screen and (max-width: 62em)', undefined, {
    getInitialValueInEffect: false,
  })
  if (first.data) {
    const { total } = first.data
    if (total === 0) return empty
    return isNarrow ? <HostCards {...list} total={total} /> : <HostTable {...list} total={total} />
  }
  if (first.isError) {
    return <LoadFailure error={first.error} onRetry={() => void first.refetch()} />
  }
  return <RowsSkeleton rows={12} />
}
