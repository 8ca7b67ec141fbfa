import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { trendQuery } from '#protocol/snapshot-routes.ts'
import type { movedShape, snapshotsShape } from '../../addresses.ts'
import type { Api } from '../../api.ts'
import type { KnownBy } from '../../known-search.ts'

export const snapshotsKey = ['snapshots'] as const

/** Snapshots of one page of the list. */
export const snapshotsPageSize = 30

/** What stands after the `?` of the list. */
export type SnapshotsSearch = KnownBy<typeof snapshotsShape>

/** The moment that the whole console shows; undefined: now. */
type AsOf = { readonly asOf?: number | undefined }

/** Two sides and one number; a side is the id of a snapshot. */
export type MovedSearch = KnownBy<typeof movedShape>

export const snapshotsQuery = (api: Api, search: SnapshotsSearch & AsOf) =>
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
export const snapshotChoicesQuery = (
  api: Api,
  { plan, asOf }: { plan?: string | undefined } & AsOf,
) =>
  queryOptions({
    queryKey: [...snapshotsKey, 'choices', plan, asOf],
    queryFn: ({ signal }) =>
      api.call('snapshots', { query: { plan, asOf, page: 1, pageSize: 200 } }, signal),
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

type Moved = MovedSearch & AsOf & { readonly from: string; readonly indicator: string }

export const movedQuery = (api: Api, { asOf, known, ...search }: Moved) =>
  queryOptions({
    queryKey: [...snapshotsKey, 'moved', asOf, known, search],
    queryFn: ({ signal }) =>
      api.call('whatMoved', { query: { ...search, toMs: asOf, known: known ?? 'now' } }, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })

export const trendsQuery = (api: Api, query: z.output<typeof trendQuery>) =>
  queryOptions({
    queryKey: [...snapshotsKey, 'trend', query],
    queryFn: ({ signal }) => api.call('trend', { query }, signal),
    placeholderData: keepPreviousData,
  })
