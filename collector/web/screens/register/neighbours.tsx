import { IconNetwork } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { neighbourKeptDays } from '#protocol/facts/neighbours.ts'
import {
  neighbourKinds,
  neighbourStandings,
  type NeighbourPage,
  type NeighbourView,
} from '#protocol/neighbours.ts'
import { deviceKinds } from '#protocol/register.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ChoiceFilter } from '../../parts/choice-filter.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { AgencySelect } from './agency-select.tsx'
import { EntryForm } from './entry-form.tsx'
import { IgnoreNeighbour } from './ignore-neighbour.tsx'
import { NeighbourTable } from './neighbour-table.tsx'
import { RegisterFrame } from './register-frame.tsx'
import { Pages } from './register-pages.tsx'
import { neighboursQuery, type NeighboursSearch } from './register-queries.ts'
import styles from './register.module.css'

/** What is done about a device. */
type Doing = {
  readonly what: 'machine' | 'device' | 'ignore' | 'restore'
  readonly neighbour: NeighbourView
}

/** Devices that machines know on declared LANs, those that nobody declared first; the filters are the address. */
export function RegisterNeighbours() {
  const { t, number } = useSpeech()
  const search = useSearch({ from: '/register/neighbours' })
  const navigate = useNavigate({ from: '/register/neighbours' })
  const found = useQuery(neighboursQuery(useApi(), search))
  const [doing, setDoing] = useState<Doing | null>(null)
  const change = (patch: NeighboursSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...patch }) })
  const page = found.data
  return (
    <RegisterFrame>
      <Card
        title={t('neighbours.title')}
        isFlush
        aside={
          <span aria-live="polite">
            {page && t('neighbours.total', { count: number(page.total) })}
          </span>
        }
      >
        <p className={styles['why']}>{t('neighbours.why', { days: number(neighbourKeptDays) })}</p>
        <Toolbar search={search} onChange={change} />
        {found.isPending && <RowsSkeleton rows={8} />}
        {found.isError && <LoadFailure error={found.error} onRetry={() => void found.refetch()} />}
        {page?.neighbours.length === 0 && <Empty page={page} onClear={() => change(noFilters)} />}
        {page && page.neighbours.length > 0 && (
          <NeighbourTable
            neighbours={page.neighbours}
            isBusy={found.isFetching}
            onDo={(what, neighbour) => setDoing({ what, neighbour })}
          />
        )}
        {page && (
          <Pages
            total={page.total}
            page={search.page ?? 1}
            onPage={(next) => void navigate({ search: (before) => ({ ...before, page: next }) })}
          />
        )}
      </Card>
      {(doing?.what === 'machine' || doing?.what === 'device') && (
        <EntryForm
          kind={doing.what}
          entry={null}
          agency={doing.neighbour.agency.id}
          given={knownOf(doing.what, doing.neighbour)}
          onClose={() => setDoing(null)}
        />
      )}
      {(doing?.what === 'ignore' || doing?.what === 'restore') && (
        <IgnoreNeighbour
          neighbour={doing.neighbour}
          isRestoring={doing.what === 'restore'}
          onClose={() => setDoing(null)}
        />
      )}
    </RegisterFrame>
  )
}

/** What the network has told of it, so that nobody types it. */
function knownOf(as: 'machine' | 'device', { mac, address, vendor, kind }: NeighbourView) {
  if (as === 'machine') return { macs: mac }
  const known = deviceKinds.find((one) => one === kind)
  return { mac, address, ...(vendor && { vendor }), ...(known && { kind: known }) }
}

const noFilters = {
  agency: undefined,
  kind: undefined,
  standing: undefined,
  q: undefined,
} as const

type ToolbarProps = {
  search: NeighboursSearch
  onChange: (patch: NeighboursSearch) => void
}

function Toolbar({ search, onChange }: ToolbarProps) {
  const { t } = useSpeech()
  return (
    <div className={styles['toolbar']} role="search">
      <SearchBox
        label={t('neighbours.search')}
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
      />
      <AgencySelect
        isFilter
        value={search.agency ?? null}
        onChange={(agency) => onChange({ agency: agency ?? undefined })}
      />
      <ChoiceFilter
        label={t('neighbours.standing')}
        choices={neighbourStandings}
        nameOf={(one) => t(`neighbours.standing.${one}`)}
        value={search.standing}
        onChange={(standing) => onChange({ standing })}
      />
      <ChoiceFilter
        label={t('neighbours.kind')}
        choices={neighbourKinds}
        nameOf={(one) => t(`neighbours.kind.${one}`)}
        value={search.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <ExportButton route="exportNeighbours" query={search} />
    </div>
  )
}

function Empty({ page, onClear }: { page: NeighbourPage; onClear: () => void }) {
  const { t } = useSpeech()
  const { nothingBecause } = page
  if (nothingBecause === null) {
    return (
      <FilteredOut title={t('neighbours.filtered')} onClear={onClear}>
        {t('neighbours.filtered.why')}
      </FilteredOut>
    )
  }
  return (
    <Notice
      icon={IconNetwork}
      title={t('neighbours.none')}
      action={
        nothingBecause === 'no-agent' ? (
          <Link to="/install">{t('neighbours.next.install')}</Link>
        ) : (
          <Link to="/register/entries" search={{ kind: 'lan' }}>
            {t('neighbours.next.lan')}
          </Link>
        )
      }
    >
      {t(`neighbours.none.${nothingBecause}`)}
    </Notice>
  )
}
