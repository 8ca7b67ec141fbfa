import {
  keepPreviousData,
  queryOptions,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { HostQuery } from '#protocol/host-query.ts'
import type { HostRow } from '#protocol/views.ts'
import type { Api } from '../../api.ts'
import { useApi } from '../../client.ts'
import { hostPagesKey } from '../../query-keys.ts'
import { hostsPageSize, toHostQuery, type HostsSearch } from '../../search.ts'

/** Pages are kept while the reader stays with one list: what was read does not change when they scroll back. */
const hostPageQuery = (api: Api, visit: number, query: HostQuery) =>
  queryOptions({
    queryKey: [...hostPagesKey, visit, query],
    queryFn: ({ signal }) => api.call('hosts', { query }, signal),
    staleTime: Infinity,
  })

type Search = HostsSearch & { asOf?: number | undefined }

/** The first page of a list, from which its length is known, and the way to read the list anew. */
export function useFirstHosts(search: Search) {
  const query = toHostQuery(search)
  const key = JSON.stringify(query)
  const [visit, setVisit] = useState({ key, number: 0 })
  const next = visit.key === key ? visit : { key, number: visit.number + 1 }
  // Another list is read from the collector, even one that was on the screen before.
  if (next !== visit) setVisit(next)
  const client = useQueryClient()
  useEffect(() => () => client.removeQueries({ queryKey: hostPagesKey }), [client])
  const first = useQuery({
    ...hostPageQuery(useApi(), next.number, query),
    placeholderData: keepPreviousData,
  })
  const reload = () => setVisit(({ number }) => ({ key, number: number + 1 }))
  return { first, reload, visit: next.number, query }
}

/** Finds the rows at these places of the list, asking for the pages that they stand on. */
export function useHostRows(
  { query, visit }: { query: HostQuery; visit: number },
  places: readonly number[],
): (place: number) => HostRow | undefined {
  const api = useApi()
  const pages = [...new Set(places.map((place) => Math.floor(place / hostsPageSize) + 1))]
  const answers = useQueries({
    queries: pages.map((page) => hostPageQuery(api, visit, { ...query, page })),
  })
  const rows = new Map(
    answers.flatMap(({ data }) =>
      (data?.hosts ?? []).map(
        (host, index) => [((data?.page ?? 1) - 1) * hostsPageSize + index, host] as const,
      ),
    ),
  )
  return (place) => rows.get(place)
}
