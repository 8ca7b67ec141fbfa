import { queryOptions } from '@tanstack/react-query'
import type { Api } from '../../api.ts'

export const apiTokensKey = ['api-tokens'] as const

export const apiTokensQuery = (api: Api) =>
  queryOptions({
    queryKey: apiTokensKey,
    queryFn: ({ signal }) => api.call('apiTokens', {}, signal),
  })
