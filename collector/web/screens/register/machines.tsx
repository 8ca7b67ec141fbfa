import { Select } from '@mantine/core'
import { IconDeviceDesktop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { machineLists, type RegisterMachineRow } from '#protocol/register-views.ts'
import { hostClasses } from '#protocol/values.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ChoiceFilter } from '../../parts/choice-filter.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { AgencySelect } from './agency-select.tsx'
import { codeFields, entryFields } from './entry-fields.ts'
import { actorName, fieldsOfBody, valueText } from './entry-values.ts'
import { RegisterFrame } from './register-frame.tsx'
import { Pages } from './register-pages.tsx'
import { machinesQuery, type MachinesSearch } from './register-queries.ts'
import styles from './register.module.css'

/** The machines behind a number of the summary. */
export function RegisterMachines() {
  const { t, number } = useSpeech()
  const search = useSearch({ from: '/register/machines' })
  const navigate = useNavigate({ from: '/register/machines' })
  const machines = useQuery(machinesQuery(useApi(), search))
  const list = search.list ?? 'never-enrolled'
  const change = (patch: MachinesSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...patch }) })
  const isFiltered = [search.agency, search.under, search.computers, search.class].some(
    (one) => one !== undefined,
  )
  return (
    <RegisterFrame>
      <Card
        title={t(`register.list.${list}`)}
        isFlush
        aside={
          <span aria-live="polite">
            {machines.data && t('register.list.total', { count: number(machines.data.total) })}
          </span>
        }
      >
        <p className={styles['why']}>{t(`register.list.${list}.why`)}</p>
        <Toolbar search={search} onChange={change} />
        {machines.isPending && <RowsSkeleton rows={8} />}
        {machines.isError && (
          <LoadFailure error={machines.error} onRetry={() => void machines.refetch()} />
        )}
        {machines.data?.machines.length === 0 && isFiltered && (
          <FilteredOut title={t('register.list.empty')} onClear={() => change(noFilters)}>
            {t('register.list.filtered')}
          </FilteredOut>
        )}
        {machines.data?.machines.length === 0 && !isFiltered && (
          <Notice icon={IconDeviceDesktop} title={t('register.list.empty')}>
            {t('register.list.empty.matches')}
          </Notice>
        )}
        {machines.data && machines.data.machines.length > 0 && (
          <Table rows={machines.data.machines} isBusy={machines.isFetching} />
        )}
        {machines.data && (
          <Pages
            total={machines.data.total}
            page={search.page ?? 1}
            onPage={(page) => void navigate({ search: (before) => ({ ...before, page }) })}
          />
        )}
      </Card>
    </RegisterFrame>
  )
}

const noFilters = {
  agency: undefined,
  under: undefined,
  computers: undefined,
  class: undefined,
} as const

type ToolbarProps = {
  search: MachinesSearch & { asOf?: number | undefined }
  onChange: (patch: MachinesSearch) => void
}

function Toolbar({ search, onChange }: ToolbarProps) {
  const { t } = useSpeech()
  const list = search.list ?? 'never-enrolled'
  return (
    <div className={styles['toolbar']} role="search">
      <Select
        size="sm"
        allowDeselect={false}
        aria-label={t('register.list')}
        data={machineLists.map((value) => ({ value, label: t(`register.list.${value}`) }))}
        value={list}
        onChange={(value) => onChange({ list: machineLists.find((one) => one === value) })}
      />
      <AgencySelect
        isFilter
        value={search.agency ?? null}
        onChange={(agency) => onChange({ agency: agency ?? undefined })}
      />
      <ChoiceFilter
        label={t('filter.class')}
        choices={hostClasses}
        nameOf={(one) => t(`class.${one}`)}
        value={search.class}
        onChange={(chosen) => onChange({ class: chosen })}
      />
      <ExportButton route="exportMachines" query={search} />
    </div>
  )
}

const columns = ['code', 'class', 'name', 'serial', 'assetTag', 'room', 'stateReason'] as const

function Table({ rows, isBusy }: { rows: readonly RegisterMachineRow[]; isBusy: boolean }) {
  const { t } = useSpeech()
  return (
    <div
      className={styles['scroll']}
      tabIndex={0}
      role="group"
      aria-label={t('register.list')}
      aria-busy={isBusy}
    >
      <table className={`${styles['table']} ${styles['stacked']}`}>
        <thead>
          <tr>
            <th scope="col">{t('register.agency')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`register.csv.${column}`)}
              </th>
            ))}
            <th scope="col">{t('register.csv.host')}</th>
            <th scope="col">{t('register.declared-by')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.entry?.entryId ?? row.host?.hostId ?? ''} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ row }: { row: RegisterMachineRow }) {
  const speech = useSpeech()
  const { t, date } = speech
  const { entry, host } = row
  const fields = entry ? fieldsOfBody(entry.body) : {}
  const textOf = (column: (typeof columns)[number]) => {
    if (entry) return valueText(entryFields.machine[column], fields[column], speech)
    if (column === 'class') return t(`class.${row.class}`)
    const seen = {
      name: host?.hostname,
      serial: host?.signs.serial,
      assetTag: host?.signs.assetTag,
    }
    return (column in seen && seen[column as keyof typeof seen]) || ''
  }
  return (
    <tr>
      <th scope="row">{row.agency.name}</th>
      {columns.map((column) => (
        <td
          key={column}
          className={codeFields.has(column) ? styles['code'] : undefined}
          data-label={t(`register.csv.${column}`)}
        >
          {textOf(column)}
          {column === 'stateReason' && entry && fields['state'] !== 'in-use' && (
            <small>{valueText(entryFields.machine.state, fields['state'], speech)}</small>
          )}
        </td>
      ))}
      <td data-label={t('register.csv.host')}>
        {host && (
          <Link to="/hosts/$id" params={{ id: host.hostId }}>
            {host.hostname}
          </Link>
        )}
        {host?.isReporting === true && entry && <small>{t('register.still-reporting')}</small>}
      </td>
      <td data-label={t('register.declared-by')}>
        {entry && (
          <>
            {actorName(entry.actor)}
            <small>{date(entry.recordedMs)}</small>
          </>
        )}
      </td>
    </tr>
  )
}
