import { Button, Title } from '@mantine/core'
import { IconChecklist, IconDeviceDesktopPlus, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { CardBoundary, LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { useTitle } from '../../parts/title.ts'
import { NewReports } from '../hosts/new-reports.tsx'
import { GroupRow } from './group-row.tsx'
import { workQuery, type TodoSearch } from './work-queries.ts'
import { isNarrowed, noFilters, WorkToolbar } from './work-toolbar.tsx'
import styles from './work.module.css'

/** What is to be done, by remedy: what is worth most on top. */
export function Todo() {
  const { t, counted, local } = useSpeech()
  const { asOf, kiosk: _kiosk, ...search } = useSearch({ from: '/todo' })
  const navigate = useNavigate({ from: '/todo' })
  const work = useQuery(workQuery(useApi(), { ...search, asOf }))
  const { data } = work
  useTitle(t('nav.work'))

  const may = useMay()
  const change = (patch: Partial<TodoSearch>, isTyping = false) =>
    void navigate({ search: (before) => ({ ...before, ...patch }), replace: isTyping })

  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <Title order={1}>{t('nav.work')}</Title>
        <p aria-live="polite" className={styles['total']}>
          {data && counted('work.total', data.machines)}
          {data?.plan && ` · ${t('work.by-plan', { plan: local(data.plan.name) })}`}
        </p>
        <Tools search={search} asOf={asOf} />
      </header>
      <section className={styles['card']} aria-label={t('work.groups')}>
        <WorkToolbar search={search} onChange={change} />
        {asOf === undefined && (
          <NewReports
            dataMs={work.dataUpdatedAt}
            isEmpty={data?.groups.length === 0}
            onReload={() => void work.refetch()}
          />
        )}
        <CardBoundary>
          <div aria-busy={work.isFetching}>
            {data ? (
              data.groups.length === 0 ? (
                <NothingToDo
                  onClear={isNarrowed(search) ? () => change(noFilters) : null}
                  isWithoutMachines={data.population === 0}
                />
              ) : (
                <ol className={styles['groups']}>
                  {data.groups.map((group) => (
                    <GroupRow key={group.remedy} group={group} search={search} />
                  ))}
                </ol>
              )
            ) : work.isError ? (
              <LoadFailure error={work.error} onRetry={() => void work.refetch()} />
            ) : (
              <RowsSkeleton rows={8} />
            )}
          </div>
        </CardBoundary>
      </section>
      {data && data.groups.length > 0 && may('overview') && (
        <p className={styles['why']}>{t('work.gain.why')}</p>
      )}
    </div>
  )
}

/** The queue as a file, and the sheets of agencies on paper. */
function Tools({ search, asOf }: { search: TodoSearch; asOf: number | undefined }) {
  const { t } = useSpeech()
  return (
    <div className={`${styles['tool']} ${styles['tools']} no-print`}>
      <ExportButton route="exportWork" query={{ ...search, asOf }} />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPrinter size={15} />}
        renderRoot={(props) => (
          <Link to="/todo/sheet" search={{ agency: search.agency }} {...props} />
        )}
      >
        {t('work.sheet')}
      </Button>
    </div>
  )
}

/** Why there is nothing, and the one next thing to do. */
export function NothingToDo(props: {
  /** Takes the filters off; null where there are none. */
  onClear: (() => void) | null
  isWithoutMachines?: boolean
}) {
  const { t } = useSpeech()
  const { onClear, isWithoutMachines = false } = props
  if (isWithoutMachines) {
    return (
      <Notice
        icon={IconDeviceDesktopPlus}
        title={t('work.no-machines')}
        action={<Link to="/hosts">{t('work.none.hosts')}</Link>}
      >
        {t('work.no-machines.why')}
      </Notice>
    )
  }
  if (onClear) {
    return (
      <FilteredOut title={t('work.filtered-out')} onClear={onClear}>
        {t('work.filtered-out.why')}
      </FilteredOut>
    )
  }
  return (
    <Notice
      icon={IconChecklist}
      title={t('work.none')}
      action={<Link to="/hosts">{t('work.none.hosts')}</Link>}
    >
      {t('work.none.why')}
    </Notice>
  )
}
