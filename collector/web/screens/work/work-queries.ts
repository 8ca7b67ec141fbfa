import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { RemedyId } from '#protocol/remedies.ts'
import type { HostId } from '#protocol/values.ts'
import type { WorkFilters } from '#protocol/work-routes.ts'
import { workLimits } from '#protocol/work.ts'
import type { remedyShape, todoShape } from '../../addresses.ts'
import type { Api } from '../../api.ts'
import type { KnownBy } from '../../known-search.ts'

/** What stands after the `?` of the queue; the moment belongs to the whole console. */
export type TodoSearch = KnownBy<typeof todoShape>

export type RemedySearch = KnownBy<typeof remedyShape>

/** One key before all, so that a decision asks for all of it again. */
export const workKey = ['work'] as const
const itemsPageSize = 50

export const workQuery = (api: Api, query: WorkFilters) =>
  queryOptions({
    queryKey: [...workKey, 'groups', query],
    queryFn: ({ signal }) => api.call('work', { query }, signal),
    placeholderData: keepPreviousData,
  })

export const workItemsQuery = (
  api: Api,
  remedy: RemedyId,
  query: WorkFilters & { page?: number | undefined },
) =>
  queryOptions({
    queryKey: [...workKey, 'items', remedy, query],
    queryFn: ({ signal }) => {
      const paged = { ...query, page: query.page ?? 1, pageSize: itemsPageSize }
      return api.call('workItems', { params: { remedy }, query: paged }, signal)
    },
    placeholderData: keepPreviousData,
  })

/** As many items of one agency as a sheet can print. */
export const sheetItemsQuery = (
  api: Api,
  remedy: RemedyId,
  of: Pick<WorkFilters, 'agency' | 'asOf'>,
) =>
  queryOptions({
    queryKey: [...workKey, 'sheet', remedy, of],
    queryFn: ({ signal }) => {
      const query = { ...of, page: 1, pageSize: workLimits.itemsAtOnce }
      return api.call('workItems', { params: { remedy }, query }, signal)
    },
  })

export type ItemKey = { remedy: RemedyId; kind: 'host' | 'machine'; id: string }

export const workItemQuery = (api: Api, params: ItemKey) =>
  queryOptions({
    queryKey: [...workKey, 'item', params],
    queryFn: ({ signal }) => api.call('workItem', { params }, signal),
  })

export const hostWorkQuery = (api: Api, id: HostId) =>
  queryOptions({
    queryKey: [...workKey, 'host', id],
    queryFn: ({ signal }) => api.call('hostWork', { params: { id } }, signal),
  })

export const ownersQuery = (api: Api) =>
  queryOptions({
    queryKey: [...workKey, 'owners'],
    queryFn: ({ signal }) => api.call('workOwners', {}, signal),
    staleTime: 60_000,
  })
