import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { checkResultsShape, deviceChecksShape } from '../../addresses.ts'
import type { Api } from '../../api.ts'
import type { KnownBy } from '../../known-search.ts'
import { registerKey } from '../../query-keys.ts'

/** What stands after the `?` of the list of authorisations. */
export type ChecksSearch = KnownBy<typeof deviceChecksShape>
/** What stands after the `?` of the list of results. */
export type ResultsSearch = KnownBy<typeof checkResultsShape>

const pageSize = 50
const checksKey = [...registerKey, 'device-checks'] as const

export const checkSwitchQuery = (api: Api) =>
  queryOptions({
    queryKey: [...checksKey, 'switch'],
    queryFn: ({ signal }) => api.call('deviceCheckSwitch', {}, signal),
  })

export const checksQuery = (api: Api, search: ChecksSearch) =>
  queryOptions({
    queryKey: [...checksKey, 'list', search],
    queryFn: ({ signal }) =>
      api.call('deviceChecks', { query: { ...search, page: search.page ?? 1, pageSize } }, signal),
    placeholderData: keepPreviousData,
  })

export const checkQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...checksKey, 'one', id],
    queryFn: ({ signal }) => api.call('deviceCheck', { params: { id } }, signal),
  })

export const candidatesQuery = (api: Api, agency: string) =>
  queryOptions({
    queryKey: [...checksKey, 'candidates', agency],
    queryFn: ({ signal }) => api.call('deviceCheckCandidates', { query: { agency } }, signal),
  })

export const checkResultsQuery = (api: Api, search: ResultsSearch) =>
  queryOptions({
    queryKey: [...checksKey, 'results', search],
    queryFn: ({ signal }) =>
      api.call(
        'deviceCheckResults',
        { query: { ...search, page: search.page ?? 1, pageSize } },
        signal,
      ),
    placeholderData: keepPreviousData,
  })

/** The newest results of one device. */
export const lastChecksQuery = (api: Api, device: string) =>
  queryOptions({
    queryKey: [...checksKey, 'last', device],
    queryFn: ({ signal }) =>
      api.call('deviceCheckResults', { query: { device, page: 1, pageSize: 5 } }, signal),
  })
