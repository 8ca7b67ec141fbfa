import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import type { Api } from '../../api.ts'

/** What stands after the `?` of Monday's sheets. */
export const mondaySearch = z.object({
  plan: z.string().max(60).optional(),
  /** Every machine of an agency, and not the first ten alone. */
  all: z.enum(['yes']).optional(),
})
export type MondaySearch = z.output<typeof mondaySearch>

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
