import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Api } from './api.ts'
import { indicatorKey, overviewKey, planningKey, plansKey } from './query-keys.ts'

export const planVersionsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...planningKey, 'versions'],
    queryFn: ({ signal }) => api.call('planVersions', {}, signal),
  })

export const planVersionQuery = (api: Api, params: { id: string; version: number }) =>
  queryOptions({
    queryKey: [...planningKey, 'version', params],
    queryFn: ({ signal }) => api.call('planVersion', { params }, signal),
  })

export const planMetricsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...planningKey, 'metrics'],
    queryFn: ({ signal }) => api.call('planMetrics', {}, signal),
    staleTime: Infinity,
  })

/** Rows of one page of the log. */
export const changesPageSize = 25

export const definitionChangesQuery = (api: Api, page: number) =>
  queryOptions({
    queryKey: [...planningKey, 'changes', page],
    queryFn: ({ signal }) =>
      api.call('definitionChanges', { query: { page, pageSize: changesPageSize } }, signal),
    placeholderData: keepPreviousData,
  })

export const indicatorQuery = (
  api: Api,
  params: { id: string; indicator: string },
  query: { asOf?: number | undefined },
) =>
  queryOptions({
    queryKey: [...indicatorKey, params, query],
    queryFn: ({ signal }) => api.call('indicator', { params, query }, signal),
    placeholderData: keepPreviousData,
  })

/** After a draft was written or issued: lists, versions and figures follow. */
export async function refreshPlans(client: QueryClient): Promise<void> {
  const keys = [planningKey, plansKey, overviewKey]
  await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
}
