import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ListedEntryView } from '#protocol/register-views.ts'
import type { EntryKind, EntryView } from '#protocol/register.ts'
import type { Api } from '../../api.ts'
import { useApi } from '../../client.ts'
import { isChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { registerKey } from './register-queries.ts'

type Declared = {
  readonly agencyId: string
  readonly body: Record<string, unknown>
  readonly fromDay: string
  readonly evidence: string | null
}

/** Declares something new (`entry` null), or otherwise than before. */
export function useSaveEntry(kind: EntryKind, entry: ListedEntryView | null, onDone: () => void) {
  const { newer, write } = useEntryChange(entry, onDone, (api, seen, declared: Declared) => {
    const { agencyId, ...version } = declared
    if (seen === null) return api.call('createEntry', { body: { kind, agencyId, ...version } })
    const { entryId, rowId: expectedRevision } = seen
    return api.call('correctEntry', {
      params: { id: entryId },
      body: { ...version, expectedRevision },
    })
  })
  return { newer, save: write }
}

type Seen = Pick<EntryView, 'entryId' | 'rowId'>

/**
 * A change of an entry that was looked at. Where somebody else changed it meanwhile, `newer` is how it stands now,
 * and the next attempt is made looking at that.
 */
export function useEntryChange<Change>(
  entry: Seen | null,
  onDone: () => void,
  send: (api: Api, seen: Seen | null, change: Change) => Promise<unknown>,
) {
  const api = useApi()
  const client = useQueryClient()
  // What the reader saw when it was opened: a list that is read again meanwhile must not pass for seen.
  const [opened] = useState(entry)
  const [newer, setNewer] = useState<EntryView | null>(null)
  const write = useMutation({
    mutationFn: (change: Change) => send(api, newer ?? opened, change),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: registerKey })
      onDone()
    },
    onError: async (error) => {
      if (!isChangedMeanwhile(error) || opened === null) return
      const { versions } = await api.call('entryHistory', { params: { id: opened.entryId } })
      setNewer(versions[0] ?? null)
    },
  })
  return { newer, write }
}
