import { Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { SnapshotRow } from '#protocol/snapshot-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { snapshotsKey } from './snapshot-queries.ts'

/** Of fewer characters a reason says nothing. */
const reasonLengthMin = 3

/** Freezes the moment of a snapshot again; that one stays. */
export function AmendDialog(props: { snapshot: SnapshotRow; onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const { id } = props.snapshot
  const number = String(props.snapshot.number)
  const amend = useMutation({
    mutationFn: () => api.call('amendSnapshot', { params: { id }, body: { reason } }),
    onSuccess: async (taken) => {
      await client.invalidateQueries({ queryKey: snapshotsKey })
      await navigate({ to: '/snapshots/$id', params: { id: taken.id } })
      props.onClose()
    },
  })
  return (
    <Confirm
      title={t('snapshots.amend.title', { number })}
      action={t('snapshots.amend')}
      isBusy={amend.isPending}
      isReady={reason.trim().length >= reasonLengthMin}
      error={amend.error}
      onConfirm={() => amend.mutate()}
      onClose={props.onClose}
    >
      <Text size="sm">{t('snapshots.amend.why', { number })}</Text>
      <Textarea
        label={t('snapshots.take.reason')}
        description={t('snapshots.take.reason.why')}
        required
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </Confirm>
  )
}
