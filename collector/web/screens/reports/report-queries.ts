import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { reportsShape } from '../../addresses.ts'
import type { Api } from '../../api.ts'
import type { KnownBy } from '../../known-search.ts'
import { pageSize } from '../register/register-queries.ts'

export const reportsKey = ['reports'] as const
const templatesKey = ['report-templates'] as const
const periodsListed = 200

/** The filters of the list of reports; they stand in the URL under the same names. */
export type ReportsSearch = KnownBy<typeof reportsShape>

export const reportsQuery = (api: Api, search: ReportsSearch) =>
  queryOptions({
    queryKey: [...reportsKey, 'list', search],
    queryFn: ({ signal }) =>
      api.call('reports', { query: { ...search, page: search.page ?? 1, pageSize } }, signal),
    placeholderData: keepPreviousData,
  })

export const reportQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...reportsKey, 'one', id],
    queryFn: ({ signal }) => api.call('report', { params: { id } }, signal),
  })

export const templatesQuery = (api: Api) =>
  queryOptions({
    queryKey: templatesKey,
    queryFn: ({ signal }) => api.call('reportTemplates', {}, signal),
  })

/** Periods of a plan that have a snapshot, the newest first. */
export const frozenPeriodsQuery = (api: Api, plan: string | undefined) =>
  queryOptions({
    queryKey: ['snapshots', 'periods', plan ?? null],
    queryFn: async ({ signal }) => {
      const query = { plan, kind: 'period' as const, page: 1, pageSize: periodsListed }
      const { snapshots } = await api.call('snapshots', { query }, signal)
      return [...new Set(snapshots.flatMap(({ period }) => period ?? []))]
    },
  })
