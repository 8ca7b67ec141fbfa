import { MutationCache, QueryClient } from '@tanstack/react-query'
import { createContext, use } from 'react'
import { Refusal } from '#protocol/refusals.ts'
import type { SessionView } from '#protocol/views.ts'
import { createApi, NetworkFailure, type Api } from './api.ts'
import { createServerClock } from './clock.ts'
import { createSessionOver, waitingApi, type SessionOver } from './session-over.ts'

export const sessionKey = ['session'] as const
const signedOut: SessionView = { user: null, csrf: null }
const networkRetriesMax = 2

/** What asks the collector, and what keeps its answers; made once for the life of the page. */
export function createClient(): { api: Api; queryClient: QueryClient; sessionOver: SessionOver } {
  const queryClient: QueryClient = new QueryClient({
    mutationCache: new MutationCache({
      onError: (error) => void (isDoneBefore(error) && queryClient.invalidateQueries()),
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        // An answer, even a no, is not asked for again; only a line that failed is.
        retry: (failures, error) => error instanceof NetworkFailure && failures < networkRetriesMax,
      },
    },
  })
  const session = () => queryClient.getQueryData<SessionView>(sessionKey)
  const plain = createApi({
    origin: '',
    clock: createServerClock(Date.now),
    newKey,
    readCsrf: () => session()?.csrf ?? null,
  })
  const sessionOver = createSessionOver()
  const api = waitingApi(plain, sessionOver, () => Boolean(session()?.user))
  return { api, queryClient, sessionOver }
}

/** It was done, or may have been, by a call whose answer was lost: what is shown is from before that. */
const isDoneBefore = (error: unknown) =>
  error instanceof Refusal && (error.code === 'REPEAT_DONE' || error.code === 'REPEAT_UNKNOWN')

/** Not `randomUUID`: a page that came without TLS has none. */
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (one) =>
    one.toString(36).padStart(7, '0'),
  ).join('-')

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
