import { useQueryClient } from '@tanstack/react-query'
import type { ListedEntryView } from '#protocol/register-views.ts'
import type { EntryKind, EntryView } from '#protocol/register.ts'
import type { Api } from '../../api.ts'
import { useApi } from '../../client.ts'
import { useChange } from '../../parts/use-change.ts'
import { registerKey } from '../../query-keys.ts'

type Declared = {
  readonly agencyId: string
  readonly body: Record<string, unknown>
  readonly fromDay: string
  readonly evidence: string | null
}

/** Declares something new (`entry` null), or otherwise than before. */
export function useSaveEntry(kind: EntryKind, entry: ListedEntryView | null, onDone: () => void) {
  return useEntryChange(entry, onDone, (api, seen, declared: Declared) => {
    const { agencyId, ...version } = declared
    if (seen === null) return api.call('createEntry', { body: { kind, agencyId, ...version } })
    const { entryId, rowId: expectedRevision } = seen
    return api.call('correctEntry', {
      params: { id: entryId },
      body: { ...version, expectedRevision },
    })
  })
}

type Seen = EntryView | null

/**
 * A change of an entry that was looked at. Where somebody else changed it meanwhile, `newer` is how it stands now,
 * and the next attempt is made looking at that.
 */
export function useEntryChange<Change>(
  entry: Seen,
  onDone: () => void,
  send: (api: Api, seen: Seen, change: Change) => Promise<unknown>,
) {
  const api = useApi()
  const client = useQueryClient()
  return useChange<Seen, Change, unknown>({
    seen: entry,
    send: (change, seen) => send(api, seen, change),
    read: async () => {
      if (entry === null) return undefined
      const { versions } = await api.call('entryHistory', { params: { id: entry.entryId } })
      return versions[0]
    },
    onDone: async () => {
      await client.invalidateQueries({ queryKey: registerKey })
      onDone()
    },
  })
}
