import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { entryQuery, machineQuery, matchQuery } from '#protocol/register-routes.ts'
import type { Api } from '../../api.ts'

export const registerKey = ['register'] as const
const pageSize = 50

type AsOf = { asOf?: number | undefined }

const paged = z.coerce.number().int().min(1).max(1_000_000).optional()
const { kind, agency, q, class: hostClass, state } = entryQuery.shape

/** What stands after the `?` of the summary. */
export const summarySearch = z.object({ class: hostClass })

/** What stands after the `?` of the declarations. */
export const entriesSearch = z.object({
  kind: kind.unwrap().optional(),
  agency,
  q,
  class: hostClass,
  state,
  page: paged,
})
export type EntriesSearch = z.output<typeof entriesSearch>

/** What stands after the `?` of the lists of machines. */
export const machinesSearch = z.object({
  list: machineQuery.shape.list.unwrap().optional(),
  agency,
  under: machineQuery.shape.under,
  computers: machineQuery.shape.computers,
  class: hostClass,
  page: paged,
})
export type MachinesSearch = z.output<typeof machinesSearch>

/** What stands after the `?` of the matching queue. */
export const matchesSearch = z.object({
  show: matchQuery.shape.show.unwrap().optional(),
  agency,
  page: paged,
})
export type MatchesSearch = z.output<typeof matchesSearch>

export const summaryQuery = (api: Api, { asOf }: AsOf) =>
  queryOptions({
    queryKey: [...registerKey, 'summary', asOf ?? null],
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
        { query: { ...search, show: search.show ?? 'doubtful', page: search.page ?? 1, pageSize } },
        signal,
      ),
    placeholderData: keepPreviousData,
  })

export const unassignedQuery = (api: Api) =>
  queryOptions({
    queryKey: [...registerKey, 'unassigned'],
    queryFn: ({ signal }) => api.call('unassignedEntries', {}, signal),
  })

export const pagesOf = (total: number) => Math.max(1, Math.ceil(total / pageSize))
