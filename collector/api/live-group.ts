import type { ServerResponse } from 'node:http'
import type { Clock, Store } from '#collector/deps.ts'
import { liveEvent, type LiveEvent } from '#protocol/views.ts'
import { hostIdsWithin } from '#store/host-scope.ts'
import type { Scope } from '#store/population.ts'
import { createLiveWindow, eventsOf, happenedTo, type Happened } from './live-window.ts'

/** Hosts report all the time; a screen that changes more often than this cannot be read. */
const sendEveryMs = 1000
/** A browser that takes nothing for so long asks anew when it wakes. */
const waitingBytesMax = 262_144

/** One open stream. `scopeNow` says what its viewer may see by now; null: nothing, they are not let in any more. */
export type Listener = {
  readonly response: ServerResponse
  readonly scopeNow: () => Promise<Scope | null>
}

/** All streams of one scope: they are told the same, and it is worked out once. */
export type LiveGroup = {
  readonly key: string
  readonly listeners: Set<Listener>
  add(event: LiveEvent): void
  write(listener: Listener, text: string): void
  drop(listener: Listener): void
  close(): void
}

/** Two scopes with one key see the same. */
export const keyOfScope = (scope: Scope): string =>
  scope === 'all' ? 'all' : scope.agencyIds.toSorted().join(' ')

type Options = {
  readonly store: Pick<Store, 'reader'>
  readonly now: Clock
  readonly onFailure: (error: unknown) => void
}

/** Tells one scope what happened in it: at once after a pause, otherwise once a second, merged. */
export function createLiveGroup(scope: Scope, { store, now, onFailure }: Options): LiveGroup {
  const listeners = new Set<Listener>()
  const window = createLiveWindow()
  let pause: NodeJS.Timeout | null = null
  let isSending = false

  function drop(listener: Listener): void {
    listeners.delete(listener)
    listener.response.end()
  }

  function write(listener: Listener, text: string): void {
    if (listener.response.writableLength > waitingBytesMax) drop(listener)
    else listener.response.write(text)
  }

  async function ofScope(happened: Happened): Promise<Happened> {
    if (scope === 'all') return happened
    const named = [...new Set([...happened.reported, ...happened.connected.keys()])]
    return happenedTo(await hostIdsWithin(store.reader, scope, named), happened)
  }

  async function send(): Promise<void> {
    const text = eventsOf(await ofScope(window.take()), now())
      .map(encode)
      .join('')
    if (text === '') return
    for (const listener of listeners) write(listener, text)
  }

  /** Whoever could not be told asks for everything when it connects again. */
  function fail(error: unknown): void {
    onFailure(error)
    for (const listener of listeners) drop(listener)
  }

  function sendNow(): void {
    pause = null
    if (window.isEmpty() || isSending) return
    isSending = true
    send()
      .catch(fail)
      .finally(() => {
        isSending = false
        if (listeners.size > 0) pause = setTimeout(sendNow, sendEveryMs)
      })
  }

  return {
    key: keyOfScope(scope),
    listeners,
    add(event) {
      window.add(event)
      if (pause === null) sendNow()
    },
    write,
    drop,
    close() {
      if (pause !== null) clearTimeout(pause)
      for (const listener of listeners) drop(listener)
    },
  }
}

/** One event as a message of the stream. */
export function encode(event: LiveEvent): string {
  return `data: ${JSON.stringify(liveEvent.parse(event))}\n\n`
}
