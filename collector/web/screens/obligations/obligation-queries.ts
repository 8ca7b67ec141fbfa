import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { obligationsShape } from '../../addresses.ts'
import type { Api } from '../../api.ts'
import type { KnownBy } from '../../known-search.ts'

export const obligationsKey = ['obligations'] as const

/** What stands after the `?` of the calendar. */
export type ObligationsSearch = KnownBy<typeof obligationsShape>

export const obligationsQuery = (api: Api, { from, until }: ObligationsSearch) =>
  queryOptions({
    queryKey: [...obligationsKey, 'list', from ?? null, until ?? null],
    queryFn: ({ signal }) => api.call('obligations', { query: { from, until } }, signal),
    placeholderData: keepPreviousData,
  })

/** All senders of one occurrence; the screen filters, so that every group has its number. */
export const sendersQuery = (api: Api, params: { id: string; period: string }) =>
  queryOptions({
    queryKey: [...obligationsKey, 'senders', params.id, params.period],
    queryFn: ({ signal }) => api.call('obligationSenders', { params, query: {} }, signal),
  })

export const eventsQuery = (api: Api, params: { id: string; period: string; agency: string }) =>
  queryOptions({
    queryKey: [...obligationsKey, 'events', params.id, params.period, params.agency],
    queryFn: ({ signal }) => api.call('reportEvents', { params }, signal),
  })
