import { Button, Title } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { deviceCheckStates, type DeviceCheckState } from '#protocol/device-check-views.ts'
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
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { AgencySelect } from '../register/agency-select.tsx'
import { Pages } from '../register/register-pages.tsx'
import register from '../register/register.module.css'
import { ChecksTable } from './checks-table.tsx'
import { checksQuery, type ChecksSearch } from './device-check-queries.ts'
import styles from './device-checks.module.css'
import { SwitchCard } from './switch-card.tsx'

/** Whether devices are checked at all, and every text that allows it; the filters are the address. */
export function DeviceChecks() {
  const { t } = useSpeech()
  useTitle(t('device-check.title'))
  return (
    <div className={register['screen']}>
      <header>
        <Title order={1}>{t('device-check.title')}</Title>
        <p className={register['lead']}>{t('device-check.lead')}</p>
      </header>
      <SwitchCard />
      <Authorisations />
    </div>
  )
}

function Authorisations() {
  const { t, number } = useSpeech()
  const search = useSearch({ from: '/register/device-checks' })
  const navigate = useNavigate({ from: '/register/device-checks' })
  const { asOf: _asOf, kiosk: _kiosk, asOfFault: _fault, ...filters } = search
  const checks = useQuery(checksQuery(useApi(), filters))
  const change = (patch: ChecksSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...patch }) })
  const { data } = checks
  return (
    <Card
      title={t('device-check.list')}
      isFlush
      aside={
        <span aria-live="polite">
          {data && t('device-check.list.total', { count: number(data.total) })}
        </span>
      }
    >
      <Toolbar search={filters} counts={data?.counts} onChange={change} />
      <div className={`${styles['export']} ${styles['foot']}`}>
        <DraftLink />
        <ExportButton route="exportDeviceChecks" query={filters} />
        <Link to="/register/device-checks/results">{t('device-check.results')}</Link>
      </div>
      {checks.isPending && <RowsSkeleton rows={4} />}
      {checks.isError && <LoadFailure error={checks.error} onRetry={() => void checks.refetch()} />}
      {data && data.authorisations.length > 0 && <ChecksTable checks={data.authorisations} />}
      {data?.authorisations.length === 0 && <Empty search={filters} onChange={change} />}
      {data && (
        <Pages
          total={data.total}
          page={search.page ?? 1}
          onPage={(page) => void navigate({ search: (before) => ({ ...before, page }) })}
        />
      )}
    </Card>
  )
}

function DraftLink() {
  const { t } = useSpeech()
  if (!useMay()('draftDeviceCheck')) return null
  return (
    <Button
      size="xs"
      renderRoot={(props) => <Link {...props} to="/register/device-checks/draft" />}
    >
      {t('device-check.draft')}
    </Button>
  )
}

type Filtering = { search: ChecksSearch; onChange: (patch: ChecksSearch) => void }

function Toolbar(
  props: Filtering & { counts: Readonly<Record<DeviceCheckState, number>> | undefined },
) {
  const { t, number } = useSpeech()
  const { search, counts, onChange } = props
  const nameOf = (state: DeviceCheckState) => {
    const name = t(`device-check.state.${state}`)
    return counts ? `${name}: ${number(counts[state])}` : name
  }
  return (
    <div className={register['toolbar']} role="search">
      <ChoiceFilter
        label={t('device-check.state')}
        choices={deviceCheckStates}
        nameOf={nameOf}
        value={search.state}
        onChange={(state) => onChange({ state })}
      />
      <SearchBox
        label={t('device-check.list.search')}
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

function Empty({ search, onChange }: Filtering) {
  const { t } = useSpeech()
  const mayDraft = useMay()('draftDeviceCheck')
  if (Object.values(search).some((one) => one !== undefined)) {
    return (
      <FilteredOut
        title={t('device-check.list.filtered')}
        onClear={() => onChange({ state: undefined, agency: undefined, q: undefined })}
      />
    )
  }
  return (
    <Notice icon={IconShieldCheck} title={t('device-check.list.none')}>
      {t(mayDraft ? 'device-check.list.none.why' : 'device-check.list.none.reader')}
    </Notice>
  )
}
