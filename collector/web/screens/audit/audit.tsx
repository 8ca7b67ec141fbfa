import { Button, Group, Title } from '@mantine/core'
import { IconListSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { AuditFilters } from './audit-filters.tsx'
import { auditListQuery, type AuditSearch } from './audit-queries.ts'
import { AuditTable } from './audit-table.tsx'
import { ChainCard } from './chain-card.tsx'
import styles from './audit.module.css'

/** Who did what, and the proof that nothing was taken out. */
export function Audit() {
  const { t } = useSpeech()
  useTitle(t('audit.title'))
  return (
    <div className={styles['screen']}>
      <header>
        <Title order={1}>{t('audit.title')}</Title>
        <p className={styles['quiet']}>{t('audit.intro')}</p>
      </header>
      <ChainCard />
      <Entries />
    </div>
  )
}

function Entries() {
  const { t, number } = useSpeech()
  const search = useSearch({ from: '/administration/audit' })
  const navigate = useNavigate({ from: '/administration/audit' })
  const list = useQuery(auditListQuery(useApi(), search))
  const { before, ...filters } = search
  // Another filter begins at the newest entry again.
  const narrow = (patch: AuditSearch) =>
    void navigate({
      search: (stands) => ({ ...stands, ...patch, before: undefined }),
      replace: true,
    })
  const go = (to: number | undefined) =>
    void navigate({ search: (stands) => ({ ...stands, before: to }) })
  const { data } = list
  const aside = (
    <Group gap="sm" wrap="nowrap">
      {data && (
        <span className={styles['quiet']}>{t('audit.count', { count: number(data.total) })}</span>
      )}
      <ExportButton route="exportAudit" query={filters} />
    </Group>
  )
  return (
    <Card title={t('audit.title')} aside={aside} isFlush>
      <AuditFilters search={search} onChange={narrow} />
      {list.isError && <LoadFailure error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={10} />}
      {data?.entries.length === 0 && <Empty search={search} onClear={narrow} />}
      {data && data.entries.length > 0 && (
        <>
          <AuditTable entries={data.entries} onSubject={(subject) => narrow({ subject })} />
          <nav className={styles['pages']} aria-label={t('audit.title')}>
            <Button
              size="xs"
              variant="default"
              disabled={before === undefined}
              onClick={() => go(undefined)}
            >
              {t('audit.newest')}
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={data.next === null}
              onClick={() => go(data.next ?? undefined)}
            >
              {t('audit.older')}
            </Button>
          </nav>
        </>
      )}
    </Card>
  )
}

function Empty(props: { search: AuditSearch; onClear: (patch: AuditSearch) => void }) {
  const { t } = useSpeech()
  const isFiltered = Object.values(props.search).some((value) => value !== undefined)
  if (!isFiltered) {
    return (
      <Notice icon={IconListSearch} title={t('audit.none')}>
        {t('audit.none.next')}
      </Notice>
    )
  }
  const nothing = {
    q: undefined,
    who: undefined,
    action: undefined,
    subject: undefined,
    from: undefined,
    to: undefined,
  }
  return <FilteredOut title={t('audit.none.filtered')} onClear={() => props.onClear(nothing)} />
}
