import { Pagination, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { HostPage } from '#protocol/views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { CardBoundary, LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { ProvisionalMark } from '../../parts/provisional-mark.tsx'
import { useTitle } from '../../parts/title.ts'
import { hostsQuery } from '../../queries.ts'
import { toHostQuery, type HostsSearch } from '../../search.ts'
import { EmptyHosts } from './empty-hosts.tsx'
import { FilterChips } from './filter-chips.tsx'
import { isAboutAgents } from './filters.ts'
import { HostCards } from './host-cards.tsx'
import { HostTable } from './host-table.tsx'
import { NewReports } from './new-reports.tsx'
import { Toolbar } from './toolbar.tsx'
import styles from './hosts.module.css'

/** Every computer, worst first; the filters are the address. */
export function Hosts() {
  const { t, number, counted } = useSpeech()
  const search = useSearch({ from: '/hosts' })
  const navigate = useNavigate({ from: '/hosts' })
  const isNarrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false })
  const hosts = useQuery(hostsQuery(useApi(), toHostQuery(search)))
  useTitle(t('nav.hosts'))

  const change = (patch: HostsSearch, isTyping = false) =>
    void navigate({
      search: (before) => ({ ...before, page: undefined, ...patch }),
      replace: isTyping,
      resetScroll: false,
    })
  const clear = () => void navigate({ search: ({ asOf }) => ({ asOf }) })
  const pages = hosts.data ? Math.max(1, Math.ceil(hosts.data.total / hosts.data.pageSize)) : 1

  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <Title order={1}>{t('nav.hosts')}</Title>
        <p aria-live="polite" className={styles['total']}>
          {hosts.data && counted('hosts.total', hosts.data.total)}
        </p>
        {hosts.data?.hosts.some(({ provisional }) => provisional.length > 0) && <ProvisionalMark />}
      </header>
      <section className={styles['card']} aria-label={t('nav.hosts')}>
        <Toolbar search={search} onChange={change} />
        <FilterChips search={search} onChange={change} onClear={clear} />
        {search.asOf === undefined && (
          <NewReports
            dataMs={hosts.dataUpdatedAt}
            isEmpty={hosts.data?.total === 0}
            onReload={() => void hosts.refetch()}
          />
        )}
        <CardBoundary>
          <div aria-busy={hosts.isFetching} className={styles['rows']}>
            <Rows
              hosts={hosts}
              search={search}
              isNarrow={isNarrow === true}
              onChange={change}
              onClear={clear}
            />
          </div>
        </CardBoundary>
        {pages > 1 && (
          <footer className={styles['foot']}>
            <Pagination
              size="sm"
              total={pages}
              value={search.page ?? 1}
              onChange={(page) => void navigate({ search: (before) => ({ ...before, page }) })}
              getControlProps={(control) => ({ 'aria-label': t(`page.${control}`) })}
              getItemProps={(page) => ({ 'aria-label': t('page.number', { page: number(page) }) })}
            />
          </footer>
        )}
      </section>
    </div>
  )
}

function Rows(props: {
  hosts: UseQueryResult<HostPage>
  search: HostsSearch
  isNarrow: boolean
  onChange: (patch: HostsSearch) => void
  onClear: () => void
}) {
  const { hosts } = props
  if (hosts.data) {
    if (hosts.data.hosts.length === 0) {
      return <EmptyHosts search={props.search} onClear={props.onClear} />
    }
    const { search, onChange } = props
    const showsAgents = isAboutAgents(search)
    if (props.isNarrow) return <HostCards page={hosts.data} showsAgents={showsAgents} />
    const table = { page: hosts.data, sort: search.sort, onChange, showsAgents }
    return <HostTable {...table} />
  }
  if (hosts.isError) {
    return <LoadFailure error={hosts.error} onRetry={() => void hosts.refetch()} />
  }
  return <RowsSkeleton rows={12} />
}
