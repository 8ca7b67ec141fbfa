import { queryOptions } from '@tanstack/react-query'
import type { Api } from '../../api.ts'

export const handChecksKey = ['hand-checks'] as const

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
