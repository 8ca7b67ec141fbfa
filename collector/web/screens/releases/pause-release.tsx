import { Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReleaseView } from '#protocol/release-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { useState } from 'react'
import { releasesKey } from './release-queries.ts'

/** Asks why, before a rollout is paused. */
export function PauseRelease({ release, onClose }: { release: ReleaseView; onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const { revision, sequence, version } = release
  const [reason, setReason] = useState('')
  const pause = useMutation({
    mutationFn: () =>
      api.call('pauseRelease', { params: { sequence }, body: { revision, reason: reason.trim() } }),
    onSuccess: (answer) => {
      client.setQueryData(releasesKey, answer)
      onClose()
    },
  })
  return (
    <Confirm
      title={t('releases.pause.title', { version })}
      action={t('releases.pause')}
      isBusy={pause.isPending}
      isReady={reason.trim() !== ''}
      error={pause.error}
      onConfirm={() => pause.mutate()}
      onClose={onClose}
    >
      <Text size="sm">{t('releases.pause.means')}</Text>
      <Textarea
        label={t('releases.pause.reason')}
        required
        autosize
        minRows={2}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Confirm>
  )
}
