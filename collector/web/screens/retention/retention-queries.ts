import { queryOptions } from '@tanstack/react-query'
import type { Api } from '../../api.ts'

export const retentionQuery = (api: Api) =>
  queryOptions({
    queryKey: ['retention'],
    queryFn: ({ signal }) => api.call('retention', {}, signal),
  })
