import { Button, Checkbox, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconPlus, IconSitemap } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { CardBoundary, LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { SearchBox } from '../../parts/search-box.tsx'
import { ChangesCard } from './changes-card.tsx'
import { CreateDialog } from './describe-dialogs.tsx'
import { organisationsQuery, type OrganisationsSearch } from './organisation-queries.ts'
import { OrganisationCards } from './organisation-cards.tsx'
import { OrganisationTable } from './organisation-table.tsx'
import styles from './organisations.module.css'

type Search = OrganisationsSearch & { asOf?: number | undefined }

/** The organisations of the province as a tree on a day; the filters are the address. */
export function Organisations() {
  const { t, number } = useSpeech()
  const api = useApi()
  const search = useSearch({ from: '/organisations' })
  const navigate = useNavigate({ from: '/organisations' })
  const tree = useQuery(organisationsQuery(api, search))
  const may = useMay()
  const [isCreating, setIsCreating] = useState(false)
  useTitle(t('nav.organisations'))
  const mayChange = may('changeOrganisation')
  const change = (patch: Search) =>
    void navigate({ search: (before) => ({ ...before, ...patch }), replace: true })
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div className={styles['title']}>
          <Title order={1}>{t('nav.organisations')}</Title>
          <p aria-live="polite" className={styles['quiet']}>
            {tree.data && t('organisations.total', { count: number(tree.data.total) })}
          </p>
        </div>
        <div className={styles['actions']}>
          {may('roles') && (
            <Button
              size="sm"
              variant="default"
              renderRoot={(root) => <Link to="/organisations/roles" {...root} />}
            >
              {t('roles.title')}
            </Button>
          )}
          {mayChange && (
            <Button
              size="sm"
              leftSection={<IconPlus size={16} />}
              onClick={() => setIsCreating(true)}
            >
              {t('organisations.create')}
            </Button>
          )}
        </div>
      </header>
      <section className={styles['card']} aria-label={t('nav.organisations')}>
        <Filters search={search} onChange={change} />
        <CardBoundary>
          <div aria-busy={tree.isFetching}>
            <Rows tree={tree} search={search} onClear={() => change(noFilters)} />
          </div>
        </CardBoundary>
      </section>
      {may('organisationChanges') && <ChangesCard mayUndo={mayChange} />}
      {isCreating && <CreateDialog onClose={() => setIsCreating(false)} />}
    </div>
  )
}

const noFilters = { q: undefined, standing: undefined }

function Filters({ search, onChange }: { search: Search; onChange: (patch: Search) => void }) {
  const { t } = useSpeech()
  return (
    <div className={styles['filters']} role="search">
      <SearchBox
        label={t('organisations.search')}
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
      />
      <Checkbox
        size="sm"
        label={t('organisations.standing-only')}
        checked={search.standing !== 'no'}
        onChange={({ currentTarget }) =>
          onChange({ standing: currentTarget.checked ? undefined : 'no' })
        }
      />
      <ExportButton route="exportOrganisations" query={search} />
    </div>
  )
}

function Rows(props: {
  tree: ReturnType<typeof useQuery<Tree>>
  search: Search
  onClear: () => void
}) {
  const { t } = useSpeech()
  const isNarrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false })
  const { data, isError, error, refetch } = props.tree
  if (data && data.organisations.length > 0) {
    return isNarrow ? (
      <OrganisationCards rows={data.organisations} />
    ) : (
      <OrganisationTable rows={data.organisations} />
    )
  }
  if (data) {
    const isFiltered = props.search.q !== undefined || props.search.asOf !== undefined
    if (isFiltered) {
      return (
        <FilteredOut title={t('organisations.filtered-out')} onClear={props.onClear}>
          {t('organisations.filtered-out.why')}
        </FilteredOut>
      )
    }
    return (
      <Notice icon={IconSitemap} title={t('organisations.none')}>
        {t('organisations.none.why')}
      </Notice>
    )
  }
  if (isError) return <LoadFailure error={error} onRetry={() => void refetch()} />
  return <RowsSkeleton rows={10} />
}

type Tree = Awaited<ReturnType<NonNullable<ReturnType<typeof organisationsQuery>['queryFn']>>>
