import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { HostQuery } from '#protocol/host-query.ts'
import type { HostId } from '#protocol/values.ts'
import type { Api } from './api.ts'
import { sessionKey } from './client.ts'
import { agenciesKey, hostKey, hostsKey, overviewKey, plansKey } from './query-keys.ts'

type AsOf = { asOf?: number | undefined }

export const sessionQuery = (api: Api) =>
  queryOptions({
    queryKey: sessionKey,
    queryFn: ({ signal }) => api.call('session', {}, signal),
    staleTime: Infinity,
  })

export const plansQuery = (api: Api) =>
  queryOptions({
    queryKey: plansKey,
    queryFn: ({ signal }) => api.call('plans', {}, signal),
    staleTime: 5 * 60_000,
  })

export const agenciesQuery = (api: Api) =>
  queryOptions({
    queryKey: agenciesKey,
    queryFn: ({ signal }) => api.call('agencies', {}, signal),
    staleTime: 60_000,
  })

/** Whose figures: an agency's alone, or with everything under it; otherwise all that the reader may see. */
export type FiguresOf = { agency?: string | undefined; under?: string | undefined }

export const overviewQuery = (api: Api, query: AsOf & FiguresOf & { plan?: string | undefined }) =>
  queryOptions({
    queryKey: [...overviewKey, query],
    queryFn: ({ signal }) => api.call('overview', { query }, signal),
    placeholderData: keepPreviousData,
  })

/** Rows never change under the reader, so this one is only asked again when the reader asks. */
export const hostsQuery = (api: Api, query: HostQuery) =>
  queryOptions({
    queryKey: [...hostsKey, query],
    queryFn: ({ signal }) => api.call('hosts', { query }, signal),
    placeholderData: keepPreviousData,
  })

export const hostQuery = (api: Api, id: HostId, query: AsOf) =>
  queryOptions({
    queryKey: [...hostKey, id, query],
    queryFn: ({ signal }) => api.call('host', { params: { id }, query }, signal),
  })
