import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { entriesShape, machinesShape, matchesShape, neighboursShape } from '../../addresses.ts'
import type { Api } from '../../api.ts'
import type { KnownBy } from '../../known-search.ts'
import { registerKey, registerSummaryKey } from '../../query-keys.ts'

/** Rows of a page. */
export const pageSize = 50
/** A pair takes as much room as four rows. */
const matchesAtOnce = 25

type AsOf = { asOf?: number | undefined }

/** What stands after the `?` of the declarations. */
export type EntriesSearch = KnownBy<typeof entriesShape>

/** What stands after the `?` of the lists of machines. */
export type MachinesSearch = KnownBy<typeof machinesShape>

/** What stands after the `?` of the matching queue. */
export type MatchesSearch = KnownBy<typeof matchesShape>

export const summaryQuery = (api: Api, { asOf }: AsOf) =>
  queryOptions({
    queryKey: [...registerSummaryKey, asOf ?? null],
    queryFn: ({ signal }) => api.call('registerSummary', { query: { asOf } }, signal),
    placeholderData: keepPreviousData,
  })

export const entriesQuery = (api: Api, search: EntriesSearch & AsOf) =>
  queryOptions({
    queryKey: [...registerKey, 'entries', search],
    queryFn: ({ signal }) =>
      api.call(
        'registerEntries',
        { query: { ...search, kind: search.kind ?? 'machine', page: search.page ?? 1, pageSize } },
        signal,
      ),
    placeholderData: keepPreviousData,
  })

export const historyQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...registerKey, 'history', id],
    queryFn: ({ signal }) => api.call('entryHistory', { params: { id } }, signal),
  })

export const machinesQuery = (api: Api, search: MachinesSearch & AsOf) =>
  queryOptions({
    queryKey: [...registerKey, 'machines', search],
    queryFn: ({ signal }) =>
      api.call(
        'registerMachines',
        {
          query: {
            ...search,
            list: search.list ?? 'never-enrolled',
            page: search.page ?? 1,
            pageSize,
          },
        },
        signal,
      ),
    placeholderData: keepPreviousData,
  })

export const matchesQuery = (api: Api, search: MatchesSearch) =>
  queryOptions({
    queryKey: [...registerKey, 'matches', search],
    queryFn: ({ signal }) =>
      api.call(
        'matches',
        { query: { ...search, show: search.show ?? 'doubtful', pageSize: matchesAtOnce } },
        signal,
      ),
    placeholderData: keepPreviousData,
  })

/** What stands after the `?` of what was seen on the network. */
export type NeighboursSearch = KnownBy<typeof neighboursShape>

export const neighboursQuery = (api: Api, search: NeighboursSearch) =>
  queryOptions({
    queryKey: [...registerKey, 'neighbours', search],
    queryFn: ({ signal }) =>
      api.call('neighbours', { query: { ...search, page: search.page ?? 1, pageSize } }, signal),
    placeholderData: keepPreviousData,
  })

export const unassignedQuery = (api: Api) =>
  queryOptions({
    queryKey: [...registerKey, 'unassigned'],
    queryFn: ({ signal }) => api.call('unassignedEntries', {}, signal),
  })

export const pagesOf = (total: number) => Math.max(1, Math.ceil(total / pageSize))
