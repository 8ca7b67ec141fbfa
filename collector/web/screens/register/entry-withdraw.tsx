import { Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ListedEntryView } from '#protocol/register-views.ts'
import { useApi } from '../../client.ts'
import { dayAt } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { entryName } from './entry-values.ts'
import { Evidence, FromDay } from './entry-form.tsx'
import { registerKey } from './register-queries.ts'

/** Takes an entry out of the register from a day on; its history stays, and it can be undone there. */
export function EntryWithdraw({ entry, onClose }: { entry: ListedEntryView; onClose: () => void }) {
  const speech = useSpeech()
  const { t } = speech
  const api = useApi()
  const client = useQueryClient()
  const [fromDay, setFromDay] = useState(() => dayAt(api.clock.now()))
  const [evidence, setEvidence] = useState('')
  const withdraw = useMutation({
    mutationFn: () =>
      api.call('withdrawEntry', {
        params: { id: entry.entryId },
        body: { fromDay, evidence: evidence.trim() || null },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: registerKey })
      onClose()
    },
  })
  return (
    <Confirm
      title={t('register.withdraw.title')}
      action={t('register.withdraw')}
      isBusy={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate()}
      onClose={onClose}
    >
      <Text size="sm">
        {t('register.withdraw.what', { entry: entryName(entry.kind, entry.body, speech) })}
      </Text>
      <FromDay value={fromDay} onChange={setFromDay} />
      <Evidence value={evidence} onChange={setEvidence} />
    </Confirm>
  )
}
