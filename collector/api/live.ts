import type { FastifyReply } from 'fastify'
import type { ServerResponse } from 'node:http'
import type { Clock, Events } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import { liveEvent, type LiveEvent } from '#protocol/views.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { createLiveWindow } from './live-window.ts'
import { isStillSignedIn } from './session-cookie.ts'

/** Shorter than what proxies wait, and how long a session that has ended may still listen. */
const defaultHeartbeatMs = 20_000
/** Hosts report all the time; a screen that changes more often than this cannot be read. */
const sendEveryMs = 1000
const listenersMax = 500
const retryAfterMs = 30_000
/** A browser that takes nothing for so long asks anew when it wakes. */
const waitingBytesMax = 262_144

/** The open event streams of this collector. */
export type Live = {
  /** Turns a reply into a stream; it ends when `isAllowed` says no at a heartbeat. */
  open(reply: FastifyReply, isAllowed: () => Promise<boolean>): void
  close(): void
}

type Listener = { readonly response: ServerResponse; readonly isAllowed: () => Promise<boolean> }

/** Passes events on to every open stream: at once after a pause, otherwise once a second, merged. */
export function createLive({
  events,
  now,
  heartbeatMs = defaultHeartbeatMs,
}: {
  readonly events: Events
  readonly now: Clock
  readonly heartbeatMs?: number | undefined
}): Live {
  const listeners = new Set<Listener>()
  const window = createLiveWindow()
  let pause: NodeJS.Timeout | null = null

  function sendNow(): void {
    pause = null
    if (window.isEmpty()) return
    const text = window.take(now()).map(encode).join('')
    for (const listener of listeners) write(listener, text)
    pause = setTimeout(sendNow, sendEveryMs)
  }

  function write(listener: Listener, text: string): void {
    if (listener.response.writableLength > waitingBytesMax) drop(listener)
    else listener.response.write(text)
  }

  function drop(listener: Listener): void {
    listeners.delete(listener)
    listener.response.end()
  }

  async function beat(listener: Listener): Promise<void> {
    if (await listener.isAllowed()) write(listener, ': still here\n\n')
    else drop(listener)
  }

  const unsubscribe = events.subscribe((event) => {
    if (listeners.size === 0) return
    window.add(event)
    if (pause === null) sendNow()
  })
  const heart = setInterval(() => {
    for (const listener of listeners) beat(listener).catch(() => drop(listener))
  }, heartbeatMs)
  heart.unref()

  return {
    open(reply, isAllowed) {
      if (listeners.size >= listenersMax) {
        throw new Refusal('TOO_MANY_CONNECTIONS', { retryAfterMs })
      }
      const listener = { response: takeOver(reply), isAllowed }
      listeners.add(listener)
      listener.response.on('close', () => listeners.delete(listener))
      write(listener, `retry: 2000\n${encode({ kind: 'hello', atMs: now() })}`)
    },

    close() {
      unsubscribe()
      clearInterval(heart)
      if (pause !== null) clearTimeout(pause)
      for (const listener of listeners) drop(listener)
    },
  }
}

/** From here on the reply is ours; what was set on it so far goes along. */
function takeOver(reply: FastifyReply): ServerResponse {
  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value)
  }
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Proxies of the nginx family would hold events back otherwise.
    'x-accel-buffering': 'no',
  })
  return reply.raw
}

function encode(event: LiveEvent): string {
  return `data: ${JSON.stringify(liveEvent.parse(event))}\n\n`
}

/** Server-sent events: what changed. */
export function liveHandlers({ store, now }: ApiDeps, live: Live): Pick<Handlers, 'live'> {
  return {
    live({ request, reply }) {
      live.open(reply, () => isStillSignedIn(store, request, now()))
      return Promise.resolve()
    },
  }
}
