import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { importLimits, importStatuses } from '#protocol/import-views.ts'
import { day, entryKind } from '#protocol/register.ts'
import type { Api } from '../../api.ts'

export const importsKey = ['imports'] as const
const pageSize = 20
/** How often a screen asks how far a file is read. */
const progressEveryMs = 600

/** What stands after the `?` of the list of imports. */
export const importsSearch = z.object({
  status: z.enum(importStatuses).optional(),
  page: z.coerce.number().int().min(1).max(1_000_000).optional(),
})
export type ImportsSearch = z.output<typeof importsSearch>

/** What stands after the `?` of one import: how its file is to be read, and the filter of its errors. */
export const importSearch = z.object({
  kind: entryKind.optional(),
  agency: z.string().max(40).optional(),
  from: day.optional(),
  sheet: z.coerce.number().int().min(1).max(importLimits.partsMax).optional(),
  head: z.coerce.number().int().min(1).max(importLimits.headerRowMax).optional(),
  standing: z.enum(['correct', 'refuse']).optional(),
  q: z.string().max(100).optional(),
})
export type ImportSearch = z.output<typeof importSearch>

export const importsQuery = (api: Api, { status, page = 1 }: ImportsSearch) =>
  queryOptions({
    queryKey: [...importsKey, 'list', status ?? null, page],
    queryFn: ({ signal }) => api.call('imports', { query: { status, page, pageSize } }, signal),
    placeholderData: keepPreviousData,
  })

export const pagesOf = (total: number) => Math.max(1, Math.ceil(total / pageSize))

export const importQuery = (api: Api, id: string, isReading: boolean) =>
  queryOptions({
    queryKey: [...importsKey, 'one', id],
    queryFn: ({ signal }) => api.call('import', { params: { id } }, signal),
    refetchInterval: isReading ? progressEveryMs : false,
  })
