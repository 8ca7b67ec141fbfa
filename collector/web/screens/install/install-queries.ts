import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Api } from '../../api.ts'

/** The live channel asks for everything under it anew when a machine arrives. */
export const installKey = ['install'] as const

/** How far an agency has come. */
export const installQuery = (api: Api, agency: string) =>
  queryOptions({
    queryKey: [...installKey, 'agency', agency],
    queryFn: ({ signal }) => api.call('install', { params: { agency } }, signal),
  })

/** Machines that wait, of one agency or of all that the reader may see. */
export const waitingQuery = (api: Api, agency: string | undefined) =>
  queryOptions({
    queryKey: [...installKey, 'waiting', agency],
    queryFn: ({ signal }) => api.call('waitingMachines', { query: { agency } }, signal),
    placeholderData: keepPreviousData,
  })

/** The packages on the collector; they change when somebody puts another one there. */
export const packagesQuery = (api: Api) =>
  queryOptions({
    queryKey: ['install-packages'],
    queryFn: ({ signal }) => api.call('installPackages', {}, signal),
  })
