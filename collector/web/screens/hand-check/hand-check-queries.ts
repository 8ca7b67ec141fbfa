import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import type { Api } from '../../api.ts'

export const handChecksKey = ['hand-checks'] as const

/** What stands after the `?` of one check: which machine is entered. */
export const handCheckSearch = z.object({
  machine: z.coerce.number().int().min(1).max(1_000).optional(),
})

export const handChecksQuery = (api: Api) =>
  queryOptions({
    queryKey: [...handChecksKey, 'list'],
    queryFn: ({ signal }) => api.call('handChecks', {}, signal),
  })

export const handCheckQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...handChecksKey, 'one', id],
    queryFn: ({ signal }) => api.call('handCheck', { params: { id } }, signal),
  })

export const sheetQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...handChecksKey, 'sheet', id],
    queryFn: ({ signal }) => api.call('handCheckSheet', { params: { id } }, signal),
    staleTime: Infinity,
  })
