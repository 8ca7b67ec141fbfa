import { createContext, use, useSyncExternalStore } from 'react'
import { Refusal } from '#protocol/refusals.ts'
import type { Api } from './api.ts'

/**
 * A session that ended while somebody works. Calls that came too late for it wait until they have signed in again and
 * are then made once more: the collector refused them, so nothing of them was done. What was typed stays where it is.
 */
export type SessionOver = {
  isOver(): boolean
  subscribe(listener: () => void): () => void
  /** True: the same person is back. False: somebody else is, or they left. */
  wait(signal?: AbortSignal): Promise<boolean>
  goOn(isSamePerson: boolean): void
}

export function createSessionOver(): SessionOver {
  const listeners = new Set<() => void>()
  const waiting = new Set<(isSamePerson: boolean) => void>()
  const held = { isOver: false }
  const turn = (isOver: boolean) => {
    held.isOver = isOver
    for (const listener of listeners) listener()
  }
  return {
    isOver: () => held.isOver,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    wait: (signal) =>
      new Promise((resolve, reject) => {
        waiting.add(resolve)
        signal?.addEventListener('abort', () => {
          waiting.delete(resolve)
          reject(new DOMException('no longer asked for', 'AbortError'))
        })
        if (!held.isOver) turn(true)
      }),
    goOn: (isSamePerson) => {
      turn(false)
      const resolvers = [...waiting]
      waiting.clear()
      for (const resolve of resolvers) resolve(isSamePerson)
    },
  }
}

/** The same routes, whose calls wait while the session is over; `isSignedIn` tells whether there was one. */
export function waitingApi(api: Api, over: SessionOver, isSignedIn: () => boolean): Api {
  async function again<T>(send: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      return await send()
    } catch (error) {
      if (!isSessionOver(error) || !isSignedIn()) throw error
      if (await over.wait(signal)) return again(send, signal)
      throw error
    }
  }
  return {
    ...api,
    call: (name, input, signal) =>
      // Whoever signs out wants no session.
      name === 'signOut'
        ? api.call(name, input, signal)
        : again(() => api.call(name, input, signal), signal),
    upload: (name, input, file) => again(() => api.upload(name, input, file)),
  }
}

export const isSessionOver = (error: unknown) =>
  error instanceof Refusal && error.code === 'NOT_SIGNED_IN'

export const SessionOverContext = createContext<SessionOver | null>(null)

/** Whether the session has ended under the screen, and how to go on. */
export function useSessionOver(): { isOver: boolean; goOn: SessionOver['goOn'] } {
  const over = use(SessionOverContext)
  if (!over) throw new Error('useSessionOver outside SessionOverContext')
  return { isOver: useSyncExternalStore(over.subscribe, over.isOver), goOn: over.goOn }
}
