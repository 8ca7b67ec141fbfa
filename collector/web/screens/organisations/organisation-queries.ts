import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query'
import type { organisationsShape } from '../../addresses.ts'
import type { Api } from '../../api.ts'
import type { KnownBy } from '../../known-search.ts'

/* One key before all, so that a change asks for all of it again. */
const organisations = 'organisations'

/** The filters of the tree, as they stand in the address. */
export type OrganisationsSearch = KnownBy<typeof organisationsShape>

type AsOf = { asOf?: number | undefined }

export const organisationsQuery = (api: Api, search: OrganisationsSearch & AsOf) =>
  queryOptions({
    queryKey: [organisations, 'tree', search],
    queryFn: ({ signal }) => {
      const { q, asOf, standing = 'yes' } = search
      return api.call('organisations', { query: { q, asOf, standing, knownAt: undefined } }, signal)
    },
    placeholderData: keepPreviousData,
  })

export const organisationQuery = (api: Api, id: string, query: AsOf) =>
  queryOptions({
    queryKey: [organisations, 'one', id, query],
    queryFn: ({ signal }) => api.call('organisation', { params: { id }, query }, signal),
  })

export const rolesQuery = (api: Api) =>
  queryOptions({
    queryKey: [organisations, 'roles'],
    queryFn: ({ signal }) => api.call('roles', { query: { knownAt: undefined } }, signal),
  })

export const changesQuery = (api: Api) =>
  queryOptions({
    queryKey: [organisations, 'changes'],
    queryFn: ({ signal }) => api.call('organisationChanges', {}, signal),
  })

/** After a change: the tree, and every list that tells hosts by their agency. */
export async function refreshOrganisations(client: QueryClient): Promise<void> {
  const keys = [organisations, 'agencies', 'hosts', 'host', 'overview']
  await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })))
}
