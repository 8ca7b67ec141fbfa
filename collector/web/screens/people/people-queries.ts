import { queryOptions } from '@tanstack/react-query'
import type { Api } from '../../api.ts'

export const peopleKey = ['people'] as const
export const signInRulesKey = ['sign-in-rules'] as const
export const personSessionsKey = (id: string) => ['people', id, 'sessions'] as const

export const peopleQuery = (api: Api) =>
  queryOptions({
    queryKey: peopleKey,
    queryFn: ({ signal }) => api.call('people', {}, signal),
  })

export const signInRulesQuery = (api: Api) =>
  queryOptions({
    queryKey: signInRulesKey,
    queryFn: ({ signal }) => api.call('signInRules', {}, signal),
  })

export const personSessionsQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: personSessionsKey(id),
    queryFn: ({ signal }) => api.call('personSessions', { params: { id } }, signal),
  })
