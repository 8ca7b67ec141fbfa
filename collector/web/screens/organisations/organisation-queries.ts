import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query'
import type { organisationsShape } from '../../addresses.ts'
import type { Api } from '../../api.ts'
import type { KnownBy } from '../../known-search.ts'
import {
  agenciesKey,
  hostKey,
  hostsKey,
  organisationKey,
  organisationsKey,
  organisationTreeKey,
  overviewKey,
} from '../../query-keys.ts'

/** The filters of the tree, as they stand in the address. */
export type OrganisationsSearch = KnownBy<typeof organisationsShape>

type AsOf = { asOf?: number | undefined }

export const organisationsQuery = (api: Api, search: OrganisationsSearch & AsOf) =>
  queryOptions({
    queryKey: [...organisationTreeKey, search],
    queryFn: ({ signal }) => {
      const { q, asOf, standing = 'yes' } = search
      return api.call('organisations', { query: { q, asOf, standing, knownAt: undefined } }, signal)
    },
    placeholderData: keepPreviousData,
  })

export const organisationQuery = (api: Api, id: string, query: AsOf) =>
  queryOptions({
    queryKey: [...organisationKey, id, query],
    queryFn: ({ signal }) => api.call('organisation', { params: { id }, query }, signal),
  })

export const rolesQuery = (api: Api) =>
  queryOptions({
    queryKey: [...organisationsKey, 'roles'],
    queryFn: ({ signal }) => api.call('roles', { query: { knownAt: undefined } }, signal),
  })

export const changesQuery = (api: Api) =>
  queryOptions({
    queryKey: [...organisationsKey, 'changes'],
    queryFn: ({ signal }) => api.call('organisationChanges', {}, signal),
  })

/** After a change: the tree, and every list that tells hosts by their agency. */
export async function refreshOrganisations(client: QueryClient): Promise<void> {
  const keys = [organisationsKey, agenciesKey, hostsKey, hostKey, overviewKey]
  await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
}
