import { useQuery } from '@tanstack/react-query'
import type { RouteName } from '#protocol/routes.ts'
import { useApi } from './client.ts'
import { routes } from './contract.ts'
import { sessionQuery } from './queries.ts'

/** Tells whether who is signed in may call a route; what somebody may not do is not offered to them. */
export function useMay(): (name: RouteName) => boolean {
  const session = useQuery(sessionQuery(useApi()))
  const user = session.data?.user
  return (name) => {
    const { access } = routes[name]
    if (access === 'public') return true
    return user !== null && user !== undefined && access.includes(user.role)
  }
}

/** The agency whose part of the tree is all that somebody sees; null: they see the province. */
export function useOwnAgency(): { readonly id: string; readonly name: string } | null {
  return useQuery(sessionQuery(useApi())).data?.user?.agency ?? null
}
