import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { DeviceCheckView } from '#protocol/device-check-views.ts'
import { nameOfProtocol } from '#protocol/device-checks.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import register from '../register/register.module.css'
import styles from './device-checks.module.css'
import { hourText } from './hours.ts'

/** Exactly what is signed: a sentence, every field, and every device. */
export function CheckContent({ check }: { check: DeviceCheckView }) {
  const { t, number } = useSpeech()
  const { agency, devices, host, window } = check
  const isSigned = check.uploaded !== null
  const attempts = t('device-check.attempts.of-a-day', { count: number(check.attemptsADay) })
  const hours = `${hourText(window.from)} – ${hourText(window.until)}`
  const named = { host: host.hostname, agency: agency.name }
  const values = [
    [t('device-check.document-number'), check.document],
    [t('device-check.approved-by'), check.approvedBy],
    [t('register.agency'), agency.name],
    [t('device-check.host'), host.hostname],
    [t('device-check.subnet'), check.subnet],
    [t('device-check.hours'), hours],
    [t('device-check.until'), dayText(check.untilDay)],
    [t('device-check.attempts'), number(check.attemptsADay)],
  ] as const
  return (
    <Card title={t(isSigned ? 'device-check.one.what.done' : 'device-check.one.what')} isFlush>
      <div className={styles['content']}>
        <p className={styles['sum']}>
          {devices.length === 0
            ? t('device-check.one.sum.none', named)
            : t('device-check.one.sum', {
                ...named,
                devices: number(devices.length),
                from: hourText(window.from),
                until: hourText(window.until),
                first: dayText(check.issuedOn),
                last: dayText(check.untilDay),
                attempts,
              })}
        </p>
        <Text size="sm" mb={12}>
          {t('device-check.one.limits')}
        </Text>
        <dl className={register['values']}>
          {values.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {devices.length > 0 && <Devices check={check} />}
    </Card>
  )
}

function Devices({ check }: { check: DeviceCheckView }) {
  const { t } = useSpeech()
  const heads = [
    t('devices.device'),
    t('import.column.device.place'),
    t('device-check.address'),
    'MAC',
    t('device-check.protocol'),
    t('device-check.certificate'),
  ]
  return (
    <RowsTable name={t('device-check.one.devices')} heads={heads}>
      {check.devices.map((device) => (
        <tr key={device.mac}>
          <th scope="row">
            {device.code === null ? (
              t('device-check.gone')
            ) : (
              <Link to="/register/devices/$id" params={{ id: device.entryId }}>
                {device.code}
              </Link>
            )}
          </th>
          <td>{device.place ?? '—'}</td>
          <td>{device.address}</td>
          <td>{device.mac}</td>
          <td>{`${nameOfProtocol(device.protocol)} ${device.port}`}</td>
          <td className={styles['print']}>{device.certificate ?? '—'}</td>
        </tr>
      ))}
    </RowsTable>
  )
}
