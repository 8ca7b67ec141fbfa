import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { createContext, use } from 'react'
import { Refusal } from '#protocol/refusals.ts'
import type { SessionView } from '#protocol/views.ts'
import { createApi, NetworkFailure, type Api } from './api.ts'

export const sessionKey = ['session'] as const
const signedOut: SessionView = { user: null, csrf: null }
const networkRetriesMax = 2

/** What asks the collector, and what keeps its answers; made once for the life of the page. */
export function createClient(): { api: Api; queryClient: QueryClient } {
  const noticeSignOut = (error: Error) => {
    // The session has ended on the server: the sign-in screen takes over, the address stays.
    const isSignedOut = error instanceof Refusal && error.code === 'NOT_SIGNED_IN'
    if (isSignedOut) queryClient.setQueryData(sessionKey, signedOut)
  }
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignOut }),
    mutationCache: new MutationCache({ onError: noticeSignOut }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        // An answer, even a no, is not asked for again; only a line that failed is.
        retry: (failures, error) => error instanceof NetworkFailure && failures < networkRetriesMax,
      },
    },
  })
  const api = createApi({
    origin: '',
    readCsrf: () => queryClient.getQueryData<SessionView>(sessionKey)?.csrf ?? null,
  })
  return { api, queryClient }
}

/** Forgets everything that the one who signs out has seen. */
export function forgetAll(queryClient: QueryClient) {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] })
  queryClient.setQueryData(sessionKey, signedOut)
}

export const ApiContext = createContext<Api | null>(null)

/** The routes of the collector. */
export function useApi(): Api {
  const api = use(ApiContext)
  if (!api) throw new Error('useApi outside ApiContext')
  return api
}
