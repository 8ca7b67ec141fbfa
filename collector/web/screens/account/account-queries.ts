import { queryOptions } from '@tanstack/react-query'
import type { Api } from '../../api.ts'

export const accountKey = ['account'] as const
export const mySessionsKey = ['my-sessions'] as const

export const accountQuery = (api: Api) =>
  queryOptions({
    queryKey: accountKey,
    queryFn: ({ signal }) => api.call('account', {}, signal),
  })

export const mySessionsQuery = (api: Api) =>
  queryOptions({
    queryKey: mySessionsKey,
    queryFn: ({ signal }) => api.call('mySessions', {}, signal),
  })
