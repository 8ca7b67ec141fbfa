import { Button, Group, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { DeviceCheckView } from '#protocol/device-check-views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { useMay, useOwnAgency } from '../../permission.ts'
import register from '../register/register.module.css'
import { useCheckChange } from './use-check-change.ts'

/** For the head of the agency: agrees to what stands above, or refuses it with the reason. */
export function AgreementCard({ check }: { check: DeviceCheckView }) {
  const { t } = useSpeech()
  const isOwn = useOwnAgency()?.id === check.agency.id
  const mayAgree = useMay()('agreeDeviceCheck') && isOwn
  return (
    <Card title={t('device-check.agree.title')}>
      {mayAgree ? (
        <Decide check={check} />
      ) : (
        <Text size="sm">{t('device-check.agree.reader', { agency: check.agency.name })}</Text>
      )}
    </Card>
  )
}

function Decide({ check }: { check: DeviceCheckView }) {
  const { t } = useSpeech()
  const failureText = useFailureText()
  const [reason, setReason] = useState('')
  const { write, newer, failure } = useCheckChange<boolean>(
    check,
    (api, isAgreed, { id, revision }) =>
      api.call('agreeDeviceCheck', {
        params: { id },
        body: { isAgreed, reason: reason.trim() || null, expectedRevision: revision },
      }),
  )
  return (
    <div className={register['form']}>
      <Text size="sm">{t('device-check.agree.lead')}</Text>
      <Textarea
        size="sm"
        autosize
        minRows={2}
        maxLength={300}
        label={t('device-check.agree.reason')}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <ChangedMeanwhile error={write.error}>
        {newer && t(`device-check.state.${newer.state}`)}
      </ChangedMeanwhile>
      {failure && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {failureText(failure)}
        </Text>
      )}
      <Group gap="xs">
        <Button size="sm" loading={write.isPending} onClick={() => write.mutate(true)}>
          {t('device-check.agree')}
        </Button>
        <Button
          size="sm"
          variant="default"
          disabled={reason.trim() === '' || write.isPending}
          onClick={() => write.mutate(false)}
        >
          {t('device-check.agree.refuse')}
        </Button>
      </Group>
    </div>
  )
}
