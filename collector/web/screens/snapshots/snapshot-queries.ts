import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { snapshotQuery, trendQuery, whatMovedQuery } from '#protocol/snapshot-routes.ts'
import type { Api } from '../../api.ts'

export const snapshotsKey = ['snapshots'] as const

/** Snapshots of one page of the list. */
export const snapshotsPageSize = 30

/** What stands after the `?` of the list. */
export const snapshotsSearch = snapshotQuery.omit({ pageSize: true }).partial()
export type SnapshotsSearch = z.output<typeof snapshotsSearch>

/** Whose figures are shown of one snapshot; without one, the province's. */
export const snapshotSearch = z.object({ agency: z.string().max(40).optional() })

/** Two sides and one number; a side is the id of a snapshot. */
export const movedSearch = whatMovedQuery
  .pick({ indicator: true, agency: true, from: true, to: true, part: true })
  .partial()
export type MovedSearch = z.output<typeof movedSearch>

export const trendSearch = trendQuery.pick({ plan: true, agency: true }).extend({
  view: z.enum(['table']).optional(),
})

export const snapshotsQuery = (api: Api, search: SnapshotsSearch) =>
  queryOptions({
    queryKey: [...snapshotsKey, 'list', search],
    queryFn: ({ signal }) =>
      api.call(
        'snapshots',
        { query: { ...search, page: search.page ?? 1, pageSize: snapshotsPageSize } },
        signal,
      ),
    placeholderData: keepPreviousData,
  })

/** Enough of the newest to choose from. */
export const snapshotChoicesQuery = (api: Api, plan: string | undefined) =>
  queryOptions({
    queryKey: [...snapshotsKey, 'choices', plan],
    queryFn: ({ signal }) =>
      api.call('snapshots', { query: { plan, page: 1, pageSize: 200 } }, signal),
  })

/** What was frozen does not change. */
export const snapshotOneQuery = (api: Api, id: string, agency: string | undefined) =>
  queryOptions({
    queryKey: [...snapshotsKey, 'one', id, agency],
    queryFn: ({ signal }) => api.call('snapshot', { params: { id }, query: { agency } }, signal),
    placeholderData: keepPreviousData,
  })

export const chainQuery = (api: Api) =>
  queryOptions({
    queryKey: [...snapshotsKey, 'chain'],
    queryFn: ({ signal }) => api.call('snapshotChain', {}, signal),
    enabled: false,
  })

export const cutOffsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...snapshotsKey, 'cut-offs'],
    queryFn: ({ signal }) => api.call('cutOffs', { query: {} }, signal),
  })

type Moved = MovedSearch & { readonly from: string; readonly indicator: string }

export const movedQuery = (api: Api, search: Moved) =>
  queryOptions({
    queryKey: [...snapshotsKey, 'moved', search],
    queryFn: ({ signal }) => api.call('whatMoved', { query: { ...search, known: 'now' } }, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })

export const trendsQuery = (api: Api, query: z.output<typeof trendQuery>) =>
  queryOptions({
    queryKey: [...snapshotsKey, 'trend', query],
    queryFn: ({ signal }) => api.call('trend', { query }, signal),
    placeholderData: keepPreviousData,
  })
