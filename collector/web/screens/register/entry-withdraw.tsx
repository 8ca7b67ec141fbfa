import { Text } from '@mantine/core'
import { useState } from 'react'
import type { ListedEntryView } from '#protocol/register-views.ts'
import { useSpeech } from '../../language.tsx'
import { ChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { useToday } from '../../today.ts'
import { isDay } from '../../typed-day.ts'
import { entryName } from './entry-values.ts'
import { Evidence, FromDay } from './entry-form.tsx'
import { EntryValues } from './entry-history.tsx'
import { useEntryChange } from './save-entry.ts'

/** Takes an entry out of the register from a day on; its history stays, and it can be undone there. */
export function EntryWithdraw({ entry, onClose }: { entry: ListedEntryView; onClose: () => void }) {
  const speech = useSpeech()
  const { t } = speech
  const [fromDay, setFromDay] = useState(useToday())
  const [evidence, setEvidence] = useState('')
  const { newer, write, failure } = useEntryChange(entry, onClose, (api, seen) => {
    const { entryId, rowId: expectedRevision } = seen ?? entry
    return api.call('withdrawEntry', {
      params: { id: entryId },
      body: { fromDay, evidence: evidence.trim() || null, expectedRevision },
    })
  })
  return (
    <Confirm
      title={t('register.withdraw.title')}
      action={t('register.withdraw')}
      isBusy={write.isPending}
      isReady={isDay(fromDay)}
      error={failure}
      onConfirm={() => write.mutate(undefined)}
      onClose={onClose}
    >
      <Text size="sm">
        {t('register.withdraw.what', { entry: entryName(entry.kind, entry.body, speech) })}
      </Text>
      <FromDay value={fromDay} onChange={setFromDay} />
      <Evidence value={evidence} onChange={setEvidence} />
      <ChangedMeanwhile error={write.error}>
        {newer && <EntryValues kind={newer.kind} body={newer.body} />}
      </ChangedMeanwhile>
    </Confirm>
  )
}
