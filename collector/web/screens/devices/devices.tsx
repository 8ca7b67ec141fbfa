import { Button, Title } from '@mantine/core'
import { IconDeviceCctv } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { DevicePage, DeviceRow } from '#protocol/devices.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { Pages } from '../register/register-pages.tsx'
import styles from '../register/register.module.css'
import own from './devices.module.css'
import { devicesQuery, type DevicesSearch } from './device-queries.ts'
import { DeviceToolbar } from './device-toolbar.tsx'

/** Devices of the register, worst first; the filters are the address. */
export function Devices() {
  const { t, number } = useSpeech()
  const search = useSearch({ from: '/register/devices' })
  const navigate = useNavigate({ from: '/register/devices' })
  const { asOf: _asOf, kiosk: _kiosk, asOfFault: _fault, ...filters } = search
  const devices = useQuery(devicesQuery(useApi(), filters))
  const change = (patch: DevicesSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...patch }) })
  useTitle(t('devices.title'))
  return (
    <div className={styles['screen']}>
      <header>
        <Title order={1}>{t('devices.title')}</Title>
        <p className={styles['lead']}>{t('devices.lead')}</p>
      </header>
      <Card
        title={t('devices.title')}
        isFlush
        aside={
          <span aria-live="polite">
            {devices.data && t('devices.total', { count: number(devices.data.total) })}
          </span>
        }
      >
        <DeviceToolbar search={filters} counts={devices.data?.counts} onChange={change}>
          <ExportButton route="exportDevices" query={filters} />
        </DeviceToolbar>
        {devices.isPending && <RowsSkeleton rows={8} />}
        {devices.isError && (
          <LoadFailure error={devices.error} onRetry={() => void devices.refetch()} />
        )}
        {devices.data && <List page={devices.data} search={filters} onChange={change} />}
        {devices.data && (
          <Pages
            total={devices.data.total}
            page={search.page ?? 1}
            onPage={(page) => void navigate({ search: (before) => ({ ...before, page }) })}
          />
        )}
      </Card>
    </div>
  )
}

type ListProps = {
  page: DevicePage
  search: DevicesSearch
  onChange: (patch: DevicesSearch) => void
}

function List({ page, search, onChange }: ListProps) {
  const { t } = useSpeech()
  if (page.devices.length === 0) return <Empty search={search} onChange={onChange} />
  const heads = [
    t('devices.device'),
    t('register.agency'),
    t('import.column.device.address'),
    t('import.column.device.place'),
    t('devices.standing'),
    t('devices.severity'),
    t('devices.owner'),
    t('devices.due'),
  ]
  return (
    <RowsTable name={t('devices.title')} heads={heads}>
      {page.devices.map((one) => (
        <Row key={one.entryId} device={one} />
      ))}
    </RowsTable>
  )
}

function Row({ device }: { device: DeviceRow }) {
  const { t, number } = useSpeech()
  const { finding, settled, asked } = device
  return (
    <tr>
      <th scope="row">
        <Link to="/register/devices/$id" params={{ id: device.entryId }}>
          {device.code}
        </Link>
        <small className={own['under']}>
          {[t(`import.choice.kind.${device.kind}`), device.vendor, device.model]
            .filter((part) => part !== null)
            .join(' · ')}
        </small>
      </th>
      <td>{device.agency.name}</td>
      <td>
        {device.address ?? '—'}
        {device.mac !== null && <small className={own['under']}>{device.mac}</small>}
      </td>
      <td>{device.place ?? '—'}</td>
      <td>
        {t(`devices.standing.${device.standing}`)}
        <small className={own['under']}>
          {device.isChanged
            ? t('devices.changed.short')
            : t('devices.settled', { settled: number(settled), asked: number(asked) })}
        </small>
        {device.state !== 'in-use' && (
          <small className={own['under']}>{t(`import.choice.state.${device.state}`)}</small>
        )}
      </td>
      <td>{finding ? <Finding finding={finding} /> : '—'}</td>
      <td>{finding ? (finding.owner ?? t('devices.owner.none')) : (device.owner ?? '—')}</td>
      <td>
        {finding ? dueText(finding.dueDay, t('devices.due.none')) : '—'}
        {finding?.isOverdue === true && (
          <small className={own['under']}>{t('devices.overdue')}</small>
        )}
      </td>
    </tr>
  )
}

const dueText = (dueDay: string | null, none: string) => (dueDay === null ? none : dayText(dueDay))

function Finding({ finding }: { finding: NonNullable<DeviceRow['finding']> }) {
  const { t } = useSpeech()
  return (
    <>
      <strong>{t(`severity.${finding.severity}`)}</strong>
      <small className={own['under']}>
        {t('devices.since')} {dayText(finding.sinceDay)}
      </small>
    </>
  )
}

function Empty({ search, onChange }: Omit<ListProps, 'page'>) {
  const { t } = useSpeech()
  const mayDeclare = useMay()('createEntry')
  if (Object.values(search).some((one) => one !== undefined)) {
    const none = { show: undefined, agency: undefined, q: undefined, kind: undefined }
    return (
      <FilteredOut
        title={t('devices.filtered')}
        onClear={() => onChange({ ...none, state: undefined })}
      />
    )
  }
  return (
    <Notice
      icon={IconDeviceCctv}
      title={t('devices.none')}
      action={
        mayDeclare && (
          <Button
            size="xs"
            renderRoot={(props) => (
              <Link {...props} to="/register/entries" search={{ kind: 'device' }} />
            )}
          >
            {t('devices.none.declare')}
          </Button>
        )
      }
    >
      {t(mayDeclare ? 'devices.none.why' : 'devices.none.reader')}
    </Notice>
  )
}
