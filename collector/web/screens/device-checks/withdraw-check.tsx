import { Text } from '@mantine/core'
import { useState } from 'react'
import type { DeviceCheckView } from '#protocol/device-check-views.ts'
import { useSpeech } from '../../language.tsx'
import { ChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { ReasonField } from './reason-field.tsx'
import { useCheckChange } from './use-check-change.ts'

/** Asks before an authorisation is taken back, with the reason. */
export function WithdrawCheck({ check, onClose }: { check: DeviceCheckView; onClose: () => void }) {
  const { t } = useSpeech()
  const [reason, setReason] = useState('')
  const { write, newer, failure } = useCheckChange<string>(
    check,
    (api, why, { id, revision }) =>
      api.call('withdrawDeviceCheck', {
        params: { id },
        body: { reason: why, expectedRevision: revision },
      }),
    onClose,
  )
  const why = reason.trim()
  return (
    <Confirm
      title={t('device-check.withdraw.title', { sequence: check.sequence })}
      action={t('device-check.withdraw')}
      isBusy={write.isPending}
      isReady={why !== ''}
      error={failure}
      onConfirm={() => write.mutate(why)}
      onClose={onClose}
    >
      <Text size="sm">{t('device-check.withdraw.means')}</Text>
      <ReasonField value={reason} onChange={setReason} />
      <ChangedMeanwhile error={write.error}>
        {newer && t(`device-check.state.${newer.state}`)}
      </ChangedMeanwhile>
    </Confirm>
  )
}
