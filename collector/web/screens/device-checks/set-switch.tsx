import { Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DeviceCheckSwitchView } from '#protocol/device-check-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { ChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { useChange } from '../../parts/use-change.ts'
import { registerKey } from '../../query-keys.ts'
import { ReasonField } from './reason-field.tsx'

/** Asks before the checks of the whole province are stopped, or let go on, with the reason. */
export function SetSwitch(props: { view: DeviceCheckSwitchView; onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const stops = !props.view.isStopped
  const { write, newer, failure } = useChange({
    seen: props.view,
    send: (why: string, { revision }) =>
      api.call('setDeviceCheckSwitch', {
        body: { isStopped: stops, reason: why, expectedRevision: revision },
      }),
    read: () => api.call('deviceCheckSwitch', {}),
    onDone: async () => {
      await client.invalidateQueries({ queryKey: registerKey })
      props.onClose()
    },
  })
  const act = stops ? 'stop' : 'go-on'
  const why = reason.trim()
  return (
    <Confirm
      title={t(`device-check.switch.${act}.title`)}
      action={t(`device-check.switch.${act}`)}
      isBusy={write.isPending}
      isReady={why !== ''}
      error={failure}
      onConfirm={() => write.mutate(why)}
      onClose={props.onClose}
    >
      <Text size="sm">{t(`device-check.switch.${act}.means`)}</Text>
      <ReasonField value={reason} onChange={setReason} />
      <ChangedMeanwhile error={write.error}>
        {newer && t(newer.isStopped ? 'device-check.switch.stopped' : 'device-check.switch.on')}
      </ChangedMeanwhile>
    </Confirm>
  )
}
