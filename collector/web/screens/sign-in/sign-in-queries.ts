import { queryOptions } from '@tanstack/react-query'
import type { Api } from '../../api.ts'

export const signInWaysQuery = (api: Api) =>
  queryOptions({
    queryKey: ['sign-in-ways'],
    queryFn: ({ signal }) => api.call('signInWays', {}, signal),
    staleTime: Infinity,
  })
