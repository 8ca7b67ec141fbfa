import { Link } from '@tanstack/react-router'
import type { DeviceCheckView } from '#protocol/device-check-views.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import styles from './device-checks.module.css'

/** Texts that allow checks, each with its state and the one next step. */
export function ChecksTable({ checks }: { checks: readonly DeviceCheckView[] }) {
  const { t } = useSpeech()
  const heads = [
    t('device-check.document-number'),
    t('register.agency'),
    t('device-check.host'),
    t('device-check.draft.devices'),
    t('device-check.until'),
    t('device-check.state'),
    t('device-check.next'),
  ]
  return (
    <RowsTable name={t('device-check.list')} heads={heads}>
      {checks.map((check) => (
        <Row key={check.id} check={check} />
      ))}
    </RowsTable>
  )
}

function Row({ check }: { check: DeviceCheckView }) {
  const { t, number } = useSpeech()
  const { checked, devices, host, state } = check
  const counts = { checked: number(checked), all: number(devices.length) }
  const why = (check.withdrawn ?? check.refused)?.reason ?? null
  return (
    <tr>
      <th scope="row">
        <Link to="/register/device-checks/$id" params={{ id: check.id }}>
          {check.document}
        </Link>
        <small className={styles['under']}>
          {t('device-check.number', { sequence: check.sequence })}
        </small>
      </th>
      <td>{check.agency.name}</td>
      <td className={styles['host']}>
        <Link to="/hosts/$id" params={{ id: host.id }}>
          {host.hostname}
        </Link>
      </td>
      <td>
        {number(devices.length)}
        {checked > 0 && (
          <small className={styles['under']}>
            <Link to="/register/device-checks/results" search={{ authorisation: check.id }}>
              {t('device-check.one.checked', counts)}
            </Link>
          </small>
        )}
      </td>
      <td>{dayText(check.untilDay)}</td>
      <td>
        <strong>{t(`device-check.state.${state}`)}</strong>
        {why !== null && <small className={styles['under']}>{why}</small>}
      </td>
      <td>{t(`device-check.next.${state}`)}</td>
    </tr>
  )
}
