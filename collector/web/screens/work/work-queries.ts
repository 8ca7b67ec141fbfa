import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import type { RemedyId } from '#protocol/remedies.ts'
import type { HostId } from '#protocol/values.ts'
import { workFilters, type WorkFilters } from '#protocol/work-routes.ts'
import { workLimits } from '#protocol/work.ts'
import type { Api } from '../../api.ts'

/** What stands after the `?` of the queue; the moment belongs to the whole console. */
export const todoSearch = workFilters.omit({ asOf: true })
export type TodoSearch = z.output<typeof todoSearch>

export const remedySearch = todoSearch.extend({
  page: z.coerce.number().int().min(2).max(1_000_000).optional(),
  /** The machine that is open. */
  open: z.string().max(40).optional(),
})
export type RemedySearch = z.output<typeof remedySearch>

export const sheetSearch = z.object({ agency: z.string().max(40).optional() })

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
export const sheetItemsQuery = (api: Api, remedy: RemedyId, agency: string) =>
  queryOptions({
    queryKey: [...workKey, 'sheet', remedy, agency],
    queryFn: ({ signal }) => {
      const query = { agency, page: 1, pageSize: workLimits.itemsAtOnce }
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
