import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { devicesShape } from '../../addresses.ts'
import type { Api } from '../../api.ts'
import type { KnownBy } from '../../known-search.ts'
import { registerKey } from '../../query-keys.ts'

/** What stands after the `?` of the list of devices. */
export type DevicesSearch = KnownBy<typeof devicesShape>

const pageSize = 50

export const devicesQuery = (api: Api, search: DevicesSearch) =>
  queryOptions({
    queryKey: [...registerKey, 'devices', search],
    queryFn: ({ signal }) =>
      api.call('devices', { query: { ...search, page: search.page ?? 1, pageSize } }, signal),
    placeholderData: keepPreviousData,
  })

export const deviceQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...registerKey, 'device', id],
    queryFn: ({ signal }) => api.call('device', { params: { id } }, signal),
  })
