import { Button, Title } from '@mantine/core'
import { IconShieldQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import {
  checkVerdicts,
  type CheckVerdict,
  type DeviceCheckResultPage,
  type DeviceCheckRow,
} from '#protocol/device-check-views.ts'
import { deviceRuleOf } from '#protocol/device-rules.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ChoiceFilter } from '../../parts/choice-filter.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { AgencySelect } from '../register/agency-select.tsx'
import { Pages } from '../register/register-pages.tsx'
import register from '../register/register.module.css'
import { checkResultsQuery, type ResultsSearch } from './device-check-queries.ts'
import styles from './device-checks.module.css'
import { ResultWords } from './result-words.tsx'

/** Every look at a device, the newest first; the filters are the address. */
export function CheckResults() {
  const { t, number } = useSpeech()
  const search = useSearch({ from: '/register/device-checks/results' })
  const navigate = useNavigate({ from: '/register/device-checks/results' })
  const { asOf: _asOf, kiosk: _kiosk, asOfFault: _fault, ...filters } = search
  const results = useQuery(checkResultsQuery(useApi(), filters))
  const change = (patch: ResultsSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...patch }) })
  useTitle(t('device-check.results'))
  return (
    <div className={register['screen']}>
      <header>
        <Title order={1}>{t('device-check.results')}</Title>
        <p className={register['lead']}>{t('device-check.results.lead')}</p>
        <p className={register['lead']}>
          <Link to="/register/device-checks">{t('device-check.list')}</Link>
        </p>
      </header>
      <Card
        title={t('device-check.results')}
        isFlush
        aside={
          <span aria-live="polite">
            {results.data && t('device-check.results.total', { count: number(results.data.total) })}
          </span>
        }
      >
        <Toolbar search={filters} counts={results.data?.counts} onChange={change} />
        <div className={`${styles['export']} ${styles['foot']}`}>
          <Narrowed search={filters} onChange={change} />
          <ExportButton route="exportDeviceCheckResults" query={filters} />
        </div>
        {results.isPending && <RowsSkeleton rows={8} />}
        {results.isError && (
          <LoadFailure error={results.error} onRetry={() => void results.refetch()} />
        )}
        {results.data && <List page={results.data} search={filters} onChange={change} />}
        {results.data && (
          <Pages
            total={results.data.total}
            page={search.page ?? 1}
            onPage={(page) => void navigate({ search: (before) => ({ ...before, page }) })}
          />
        )}
      </Card>
    </div>
  )
}

type Filtering = { search: ResultsSearch; onChange: (patch: ResultsSearch) => void }

function Toolbar(props: Filtering & { counts: DeviceCheckResultPage['counts'] | undefined }) {
  const { t, number } = useSpeech()
  const { search, counts, onChange } = props
  const nameOf = (verdict: CheckVerdict) => {
    const name = t(`device-check.verdict.${verdict}`)
    return counts ? `${name}: ${number(counts[verdict])}` : name
  }
  return (
    <div className={register['toolbar']} role="search">
      <ChoiceFilter
        label={t('device-check.verdict')}
        choices={checkVerdicts}
        nameOf={nameOf}
        value={search.verdict}
        onChange={(verdict) => onChange({ verdict })}
      />
      <SearchBox
        label={t('device-check.results.search')}
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
      />
      <AgencySelect
        isFilter
        value={search.agency ?? null}
        onChange={(agency) => onChange({ agency: agency ?? undefined })}
      />
    </div>
  )
}

/** A list of one device or of one authorisation says so: no field of the filters shows it. */
function Narrowed({ search, onChange }: Filtering) {
  const { t } = useSpeech()
  if (search.device === undefined && search.authorisation === undefined) return null
  return (
    <>
      <span>
        {t(
          search.device === undefined
            ? 'device-check.results.of-one'
            : 'device-check.results.of-device',
        )}
      </span>
      <Button
        size="xs"
        variant="default"
        onClick={() => onChange({ device: undefined, authorisation: undefined })}
      >
        {t('filter.clear')}
      </Button>
    </>
  )
}

function List({ page, search, onChange }: Filtering & { page: DeviceCheckResultPage }) {
  const { t } = useSpeech()
  if (page.results.length === 0) return <Empty search={search} onChange={onChange} />
  const heads = [
    t('devices.device'),
    t('device-check.verdict'),
    t('device-check.address'),
    t('register.agency'),
    t('device-check.rule'),
    t('device-check.when'),
    t('device-check.host'),
  ]
  return (
    <RowsTable name={t('device-check.results')} heads={heads}>
      {page.results.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </RowsTable>
  )
}

function Row({ row }: { row: DeviceCheckRow }) {
  const { t, time } = useSpeech()
  const { device, result } = row
  const rule = 'rule' in result ? deviceRuleOf(result.rule) : null
  const about = [
    device.kind === null ? null : t(`import.choice.kind.${device.kind}`),
    device.vendor,
    device.model,
    device.place,
  ]
  return (
    <tr>
      <th scope="row">
        {device.code === null ? (
          t('device-check.gone')
        ) : (
          <Link to="/register/devices/$id" params={{ id: device.entryId }}>
            {device.code}
          </Link>
        )}
        <small className={styles['under']}>
          {about.filter((part) => part !== null).join(' · ')}
        </small>
      </th>
      <td>
        <ResultWords row={row} />
      </td>
      <td>
        {row.address}
        <small className={styles['under']}>{row.mac}</small>
      </td>
      <td>{row.agency.name}</td>
      <td>
        {rule ? `${rule.vendor}, ${rule.models}` : '—'}
        {'rule' in result && <small className={styles['under']}>{result.rule}</small>}
      </td>
      <td>{time(row.checkedMs)}</td>
      <td className={styles['host']}>
        <Link to="/hosts/$id" params={{ id: row.host.id }}>
          {row.host.hostname}
        </Link>
      </td>
    </tr>
  )
}

function Empty({ search, onChange }: Filtering) {
  const { t } = useSpeech()
  if (Object.values(search).some((one) => one !== undefined)) {
    const none = { verdict: undefined, agency: undefined, q: undefined, device: undefined }
    return (
      <FilteredOut
        title={t('device-check.results.filtered')}
        onClear={() => onChange({ ...none, authorisation: undefined })}
      />
    )
  }
  return (
    <Notice
      icon={IconShieldQuestion}
      title={t('device-check.results.none')}
      action={<Link to="/register/device-checks">{t('device-check.list')}</Link>}
    >
      {t('device-check.results.none.why')}
    </Notice>
  )
}
