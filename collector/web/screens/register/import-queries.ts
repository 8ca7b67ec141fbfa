import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { importShape, importsShape } from '../../addresses.ts'
import type { Api } from '../../api.ts'
import type { KnownBy } from '../../known-search.ts'

export const importsKey = ['imports'] as const
const pageSize = 20
/** How often a screen asks how far a file is read. */
const progressEveryMs = 600

/** What stands after the `?` of the list of imports. */
export type ImportsSearch = KnownBy<typeof importsShape>

/** What stands after the `?` of one import: how its file is to be read, and the filter of its errors. */
export type ImportSearch = KnownBy<typeof importShape>

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
