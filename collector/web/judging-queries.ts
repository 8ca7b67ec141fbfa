import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { CatalogueKind } from '#protocol/catalogue/signed.ts'
import type { Api } from './api.ts'

/* What judging rests on. One key before all, so that a change asks for all of it again. */
const judging = 'judging'

export const settingsQuery = (api: Api) =>
  queryOptions({
    queryKey: [judging, 'settings'],
    queryFn: ({ signal }) => api.call('judgeSettings', {}, signal),
  })

export const cataloguesQuery = (api: Api) =>
  queryOptions({
    queryKey: [judging, 'catalogues'],
    queryFn: ({ signal }) => api.call('catalogues', {}, signal),
  })

export const catalogueQuery = (api: Api, kind: CatalogueKind) =>
  queryOptions({
    queryKey: [judging, 'catalogue', kind],
    queryFn: ({ signal }) => api.call('catalogue', { params: { kind } }, signal),
  })

export const productsQuery = (api: Api) =>
  queryOptions({
    queryKey: [judging, 'products'],
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
  const keys = [judging, 'overview', 'host']
  await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })))
}
