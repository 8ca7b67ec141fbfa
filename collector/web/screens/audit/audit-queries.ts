import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { auditShape } from '../../addresses.ts'
import type { Api } from '../../api.ts'
import type { KnownBy } from '../../known-search.ts'

const auditKey = ['audit'] as const
const pageSize = 50
const pollMs = 400

/** The filters of the audit; they stand in the URL under the same names. */
export type AuditSearch = KnownBy<typeof auditShape>

export const auditListQuery = (api: Api, search: AuditSearch) =>
  queryOptions({
    queryKey: [...auditKey, 'list', search],
    queryFn: ({ signal }) => api.call('audit', { query: { ...search, pageSize } }, signal),
    placeholderData: keepPreviousData,
  })

export const auditEntryQuery = (api: Api, id: number) =>
  queryOptions({
    queryKey: [...auditKey, 'entry', id],
    queryFn: ({ signal }) => api.call('auditEntry', { params: { id } }, signal),
    staleTime: Infinity,
  })

export const auditChoicesQuery = (api: Api) =>
  queryOptions({
    queryKey: [...auditKey, 'choices'],
    queryFn: ({ signal }) => api.call('auditChoices', {}, signal),
  })

/** Asked again and again while a check is under way. */
export const auditChainQuery = (api: Api) =>
  queryOptions({
    queryKey: [...auditKey, 'chain'],
    queryFn: ({ signal }) => api.call('auditChain', {}, signal),
    refetchInterval: ({ state }) => (state.data?.running ? pollMs : false),
  })
