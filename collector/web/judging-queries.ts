import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { CatalogueKind } from '#protocol/catalogue/signed.ts'
import type { Api } from './api.ts'
import { hostKey, judgingKey, overviewKey } from './query-keys.ts'

export const settingsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...judgingKey, 'settings'],
    queryFn: ({ signal }) => api.call('judgeSettings', {}, signal),
  })

export const cataloguesQuery = (api: Api) =>
  queryOptions({
    queryKey: [...judgingKey, 'catalogues'],
    queryFn: ({ signal }) => api.call('catalogues', {}, signal),
  })

export const catalogueQuery = (api: Api, kind: CatalogueKind) =>
  queryOptions({
    queryKey: [...judgingKey, 'catalogue', kind],
    queryFn: ({ signal }) => api.call('catalogue', { params: { kind } }, signal),
  })

export const productsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...judgingKey, 'products'],
    queryFn: ({ signal }) => api.call('products', {}, signal),
    staleTime: 60_000,
  })

export const readersQuery = (api: Api) =>
  queryOptions({
    queryKey: ['readers'],
    queryFn: ({ signal }) => api.call('readers', {}, signal),
    staleTime: Infinity,
  })

export const agentCostsQuery = (api: Api) =>
  queryOptions({
    queryKey: ['agent-costs'],
    queryFn: ({ signal }) => api.call('agentCosts', {}, signal),
    staleTime: 60_000,
  })

/** After something that hosts are judged by has changed, here or elsewhere: figures and verdicts follow. */
export async function refreshJudging(client: QueryClient): Promise<void> {
  const keys = [judgingKey, overviewKey, hostKey]
  await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
}
