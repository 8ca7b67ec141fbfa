import { queryOptions } from '@tanstack/react-query'
import type { Api } from '../../api.ts'

/** Often enough for somebody who watches a trouble go. */
const everyMs = 15_000

export const systemQuery = (api: Api) =>
  queryOptions({
    queryKey: ['system'],
    queryFn: ({ signal }) => api.call('systemHealth', {}, signal),
    refetchInterval: everyMs,
  })
