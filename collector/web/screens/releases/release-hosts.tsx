import { Select, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { releaseStandings, type ReleaseHostsView } from '#protocol/release-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { Pages } from '../register/register-pages.tsx'
import { HostsTable } from './hosts-table.tsx'
import { releaseHostsQuery, type ReleaseHostsSearch } from './release-queries.ts'
import { useRingWords } from './ring-words.ts'
import styles from './releases.module.css'

const standings = ['troubled', ...releaseStandings] as const

/** Computers of one release, by ring and by where they stand; the filters are the address. */
export function ReleaseHosts() {
  const { t, number } = useSpeech()
  const { sequence } = useParams({ from: '/administration/releases/$sequence' })
  const search = useSearch({ from: '/administration/releases/$sequence' })
  const { asOf: _asOf, kiosk: _kiosk, asOfFault: _fault, ...filters } = search
  const navigate = useNavigate({ from: '/administration/releases/$sequence' })
  const found = useQuery(releaseHostsQuery(useApi(), sequence, filters))
  useTitle(t('releases.title'))
  const { data } = found
  if (!data) {
    if (!found.isError) return <ScreenSkeleton />
    return <LoadFailure level={1} error={found.error} onRetry={() => void found.refetch()} />
  }
  const change = (patch: ReleaseHostsSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...patch }) })
  return (
    <div className={styles['screen']}>
      <header>
        <Link to="/administration/releases">{t('releases.back')}</Link>
        <Title order={1}>
          {t('releases.card', { version: data.version, sequence: number(data.sequence) })}
        </Title>
      </header>
      <Card
        title={t('releases.hosts.title')}
        isFlush
        aside={<span aria-live="polite">{t('releases.total', { count: number(data.total) })}</span>}
      >
        <div className={styles['toolbar']} role="search">
          <RingSelect percents={data.percents} ring={filters.ring} onChange={change} />
          <Select
            size="sm"
            clearable
            aria-label={t('releases.outcome')}
            placeholder={t('releases.outcome')}
            data={standings.map((value) => ({ value, label: t(`releases.progress.${value}`) }))}
            value={filters.standing ?? null}
            onChange={(value) => change({ standing: standings.find((one) => one === value) })}
          />
          <ExportButton route="exportReleaseHosts" params={{ sequence }} query={filters} />
        </div>
        <List data={data} onChange={change} />
        <Pages
          total={data.total}
          page={filters.page ?? 1}
          onPage={(page) => void navigate({ search: (before) => ({ ...before, page }) })}
        />
      </Card>
    </div>
  )
}

type OnChange = (patch: ReleaseHostsSearch) => void

function RingSelect(props: {
  percents: readonly number[]
  ring: number | undefined
  onChange: OnChange
}) {
  const { t } = useSpeech()
  const ringWords = useRingWords()
  const rings = [null, ...props.percents]
  return (
    <Select
      size="sm"
      clearable
      aria-label={t('releases.ring')}
      placeholder={t('releases.ring')}
      data={rings.map((percent, ring) => ({ value: String(ring), label: ringWords(percent) }))}
      value={props.ring === undefined ? null : String(props.ring)}
      onChange={(ring) => props.onChange({ ring: ring === null ? undefined : Number(ring) })}
    />
  )
}

function List({ data, onChange }: { data: ReleaseHostsView; onChange: OnChange }) {
  const { t } = useSpeech()
  if (data.hosts.length === 0) {
    return (
      <FilteredOut
        title={t('releases.filtered')}
        onClear={() => onChange({ ring: undefined, standing: undefined })}
      >
        {t('releases.filtered.why')}
      </FilteredOut>
    )
  }
  return <HostsTable name={t('releases.hosts.title')} hosts={data.hosts} percents={data.percents} />
}
