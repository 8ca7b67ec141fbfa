import { queryOptions } from '@tanstack/react-query'
import type { HostId } from '#protocol/values.ts'
import type { Api } from '../../api.ts'
import { registerKey } from '../../query-keys.ts'

type AsOf = { asOf?: number | undefined }

export const hostNotesKey = (id: HostId) => ['host-notes', id] as const

export const hostNotesQuery = (api: Api, id: HostId, query: AsOf) =>
  queryOptions({
    queryKey: [...hostNotesKey(id), query],
    queryFn: ({ signal }) => api.call('hostNotes', { params: { id }, query }, signal),
  })

/** Asked anew whenever the register or a decision about it changes. */
export const hostRegisterQuery = (api: Api, id: HostId, query: AsOf) =>
  queryOptions({
    queryKey: [...registerKey, 'host', id, query],
    queryFn: ({ signal }) => api.call('hostRegister', { params: { id }, query }, signal),
  })
