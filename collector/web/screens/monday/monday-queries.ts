import { queryOptions } from '@tanstack/react-query'
import type { mondayShape } from '../../addresses.ts'
import type { Api } from '../../api.ts'
import type { KnownBy } from '../../known-search.ts'

/** What stands after the `?` of Monday's sheets. */
export type MondaySearch = KnownBy<typeof mondayShape>

export const mondayHeadQuery = (api: Api, { plan }: MondaySearch) =>
  queryOptions({
    queryKey: ['monday', 'head', plan ?? null],
    queryFn: ({ signal }) => api.call('mondayHead', { query: { plan } }, signal),
  })

export const mondayAgencyQuery = (api: Api, agency: string, { plan, all }: MondaySearch) =>
  queryOptions({
    queryKey: ['monday', 'agency', agency, plan ?? null, all ?? null],
    queryFn: ({ signal }) =>
      api.call('mondayAgency', { params: { agency }, query: { plan, all: all ?? 'no' } }, signal),
  })
