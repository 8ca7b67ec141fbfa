import { Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { NeighbourView } from '#protocol/neighbours.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { ChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { useChange } from '../../parts/use-change.ts'
import { registerKey } from '../../query-keys.ts'

/** Sets a device aside with a reason, or takes that back. */
export function IgnoreNeighbour(props: {
  neighbour: NeighbourView
  isRestoring: boolean
  onClose: () => void
}) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const { neighbour, isRestoring, onClose } = props
  const { agency, mac } = neighbour
  const [reason, setReason] = useState('')
  const { write, newer, failure } = useChange({
    seen: neighbour,
    send: (why: string | null, seen) =>
      api.call('ignoreNeighbour', {
        body: { agencyId: agency.id, mac, reason: why, expectedRevision: seen.revision },
      }),
    read: async () => {
      const query = { agency: agency.id, q: mac, page: 1, pageSize: 1 }
      const { neighbours } = await api.call('neighbours', { query })
      return neighbours[0]
    },
    onDone: async () => {
      await client.invalidateQueries({ queryKey: registerKey })
      onClose()
    },
  })
  const why = reason.trim()
  const field = t('neighbours.ignore.reason')
  const theirs = newer?.ignored?.reason ?? ''
  return (
    <Confirm
      title={t(isRestoring ? 'neighbours.restore.one' : 'neighbours.ignore.title', { mac })}
      action={t(isRestoring ? 'neighbours.restore' : 'neighbours.ignore')}
      isBusy={write.isPending}
      isReady={isRestoring || why !== ''}
      error={failure}
      onConfirm={() => write.mutate(isRestoring ? null : why)}
      onClose={onClose}
    >
      {isRestoring ? (
        <Text size="sm">{neighbour.ignored?.reason}</Text>
      ) : (
        <>
          <Text size="sm">{t('neighbours.ignore.why')}</Text>
          <TextInput
            size="sm"
            required
            data-autofocus
            maxLength={300}
            label={field}
            placeholder={t('neighbours.ignore.reason.hint')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
      <ChangedMeanwhile
        error={write.error}
        compared={newer && [{ part: field, mine: isRestoring ? '' : why, theirs }]}
      />
    </Confirm>
  )
}
