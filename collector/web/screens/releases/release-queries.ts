import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { releaseHostsShape } from '../../addresses.ts'
import type { Api } from '../../api.ts'
import type { KnownBy } from '../../known-search.ts'

/** Often enough for somebody who watches a rollout. */
const everyMs = 15_000

export const releasesKey = ['releases'] as const

export const releasesQuery = (api: Api) =>
  queryOptions({
    queryKey: releasesKey,
    queryFn: ({ signal }) => api.call('releases', {}, signal),
    refetchInterval: everyMs,
  })

/** What stands after the `?` of the computers of a release. */
export type ReleaseHostsSearch = KnownBy<typeof releaseHostsShape>

const pageSize = 50

export const releaseHostsQuery = (api: Api, sequence: string, search: ReleaseHostsSearch) =>
  queryOptions({
    queryKey: [...releasesKey, sequence, search],
    queryFn: ({ signal }) => {
      const query = { ...search, page: search.page ?? 1, pageSize }
      return api.call('releaseHosts', { params: { sequence: Number(sequence) }, query }, signal)
    },
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  })
