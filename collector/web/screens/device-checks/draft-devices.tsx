import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { IconDeviceCctv } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { DeviceCheckCandidates } from '#protocol/device-check-views.ts'
import { deviceCheckLimits, deviceProtocols, nameOfProtocol } from '#protocol/device-checks.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { isInside, isWhole, usualPorts, type Asked, type CheckDraft } from './check-draft.ts'
import styles from './device-checks.module.css'

type Candidate = DeviceCheckCandidates['devices'][number]

/** Which devices of the agency are asked, and how each. */
export function DraftDevices(props: {
  draft: CheckDraft
  devices: readonly Candidate[]
  onChange: (patch: Partial<CheckDraft>) => void
}) {
  const { t, number } = useSpeech()
  const { draft, devices, onChange } = props
  const chosen = Object.keys(draft.asked).length
  const ask = (entryId: string, asked: Asked | null) => {
    const { [entryId]: _before, ...others } = draft.asked
    onChange({ asked: asked === null ? others : { ...others, [entryId]: asked } })
  }
  const max = deviceCheckLimits.devicesMax
  const heads = [
    t('devices.device'),
    t('device-check.address'),
    t('devices.standing'),
    `${t('device-check.protocol')}, ${t('device-check.port')}`,
  ]
  return (
    <Card
      title={t('device-check.draft.devices')}
      isFlush
      aside={t('device-check.draft.chosen', { chosen: number(chosen), max: number(max) })}
    >
      {devices.length === 0 ? (
        <Notice
          icon={IconDeviceCctv}
          title={t('device-check.draft.no-devices')}
          action={
            <Link to="/register/devices" search={{ agency: draft.agencyId ?? undefined }}>
              {t('devices.title')}
            </Link>
          }
        >
          {t('device-check.draft.no-devices.why')}
        </Notice>
      ) : (
        <RowsTable name={t('device-check.draft.devices')} heads={heads}>
          {devices.map((device) => (
            <Row
              key={device.entryId}
              device={device}
              asked={draft.asked[device.entryId] ?? null}
              isInside={isInside(device.address, draft.subnet)}
              isFull={chosen >= max}
              onAsk={(asked) => ask(device.entryId, asked)}
            />
          ))}
        </RowsTable>
      )}
    </Card>
  )
}

const firstAsked: Asked = { protocol: 'http', port: usualPorts.http, certificate: '' }

function Row(props: {
  device: Candidate
  asked: Asked | null
  isInside: boolean
  isFull: boolean
  onAsk: (asked: Asked | null) => void
}) {
  const { t } = useSpeech()
  const { device, asked, onAsk } = props
  const about = [t(`import.choice.kind.${device.kind}`), device.vendor, device.model, device.place]
  return (
    <tr>
      <th scope="row">
        <Checkbox
          size="sm"
          label={device.code}
          aria-label={t('device-check.include', { device: device.code })}
          checked={asked !== null}
          disabled={asked === null && props.isFull}
          onChange={({ currentTarget }) => onAsk(currentTarget.checked ? firstAsked : null)}
        />
        <small className={styles['under']}>
          {about.filter((part) => part !== null).join(' · ')}
        </small>
      </th>
      <td>
        {device.address}
        <small className={styles['under']}>{device.mac}</small>
        {!props.isInside && (
          <strong className={styles['wrong']}>{t('device-check.subnet.outside')}</strong>
        )}
      </td>
      <td>{t(`devices.standing.${device.standing}`)}</td>
      <td>{asked === null ? '—' : <How asked={asked} code={device.code} onAsk={onAsk} />}</td>
    </tr>
  )
}

function How(props: { asked: Asked; code: string; onAsk: (asked: Asked) => void }) {
  const { t } = useSpeech()
  const { asked, code, onAsk } = props
  const nameOf = (field: string) => `${field}, ${code}`
  return (
    <div className={styles['asked']}>
      <Select
        size="xs"
        allowDeselect={false}
        aria-label={nameOf(t('device-check.protocol'))}
        data={deviceProtocols.map((value) => ({ value, label: nameOfProtocol(value) }))}
        value={asked.protocol}
        onChange={(value) => {
          const protocol = deviceProtocols.find((one) => one === value)
          if (protocol) onAsk({ ...asked, protocol, port: usualPorts[protocol] })
        }}
      />
      <NumberInput
        size="xs"
        min={1}
        max={65_535}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        hideControls
        aria-label={nameOf(t('device-check.port'))}
        value={asked.port}
        onChange={(port) => {
          if (typeof port === 'number' && port >= 1) onAsk({ ...asked, port })
        }}
      />
      {asked.protocol === 'https' && (
        <TextInput
          className={styles['certificate'] ?? ''}
          size="xs"
          required
          maxLength={95}
          aria-label={nameOf(t('device-check.certificate'))}
          placeholder={t('device-check.certificate')}
          error={isWhole(asked) ? null : t('device-check.certificate.hint')}
          value={asked.certificate}
          onChange={({ currentTarget }) => onAsk({ ...asked, certificate: currentTarget.value })}
        />
      )}
    </div>
  )
}
