import type { FastifyReply } from 'fastify'
import type { ServerResponse } from 'node:http'
import type { Clock, Events, Log, Store } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Scope } from '#store/population.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { stillCallerOf } from './callers.ts'
import { createLiveGroup, encode, keyOfScope, type Listener, type LiveGroup } from './live-group.ts'
import { scopeOf } from './scope.ts'

/** Shorter than what proxies wait, and how long a session that has ended may still listen. */
const defaultHeartbeatMs = 20_000
const listenersMax = 500
const retryAfterMs = 30_000

/** The open event streams of this collector. */
export type Live = {
  /** How many streams are open. */
  listeners(): number
  /** Turns a reply into a stream of what happens in a scope; it ends when that is not the scope any more. */
  open(reply: FastifyReply, scope: Scope, scopeNow: Listener['scopeNow']): void
  close(): void
}

/** Passes events on to every open stream, to each what its viewer may see. */
export function createLive({
  events,
  store,
  log,
  now,
  heartbeatMs = defaultHeartbeatMs,
}: {
  readonly events: Events
  readonly store: Pick<Store, 'reader'>
  readonly log: Log
  readonly now: Clock
  readonly heartbeatMs?: number | undefined
}): Live {
  const groups = new Map<string, LiveGroup>()
  const onFailure = (error: unknown) =>
    log.error({ err: error }, 'live events could not be told; their streams were ended')

  function groupOf(scope: Scope): LiveGroup {
    const key = keyOfScope(scope)
    const group = groups.get(key) ?? createLiveGroup(scope, { store, now, onFailure })
    groups.set(key, group)
    return group
  }

  function leave(group: LiveGroup, listener: Listener): void {
    group.listeners.delete(listener)
    if (group.listeners.size > 0 || groups.get(group.key) !== group) return
    groups.delete(group.key)
    group.close()
  }

  const unsubscribe = events.subscribe((event) => {
    for (const group of groups.values()) group.add(event)
  })
  const heart = setInterval(() => {
    for (const group of groups.values()) {
      for (const listener of group.listeners) {
        beat(group, listener).catch(() => group.drop(listener))
      }
    }
  }, heartbeatMs)
  heart.unref()

  const listeners = () =>
    [...groups.values()].reduce((sum, { listeners: own }) => sum + own.size, 0)

  return {
    listeners,
    open(reply, scope, scopeNow) {
      if (listeners() >= listenersMax) throw new Refusal('TOO_MANY_CONNECTIONS', { retryAfterMs })
      const group = groupOf(scope)
      const listener = { response: takeOver(reply), scopeNow }
      group.listeners.add(listener)
      listener.response.on('close', () => leave(group, listener))
      group.write(listener, `retry: 2000\n${encode({ kind: 'hello', atMs: now() })}`)
    },

    close() {
      unsubscribe()
      clearInterval(heart)
      for (const group of groups.values()) group.close()
      groups.clear()
    },
  }
}

/** Writes to a listener whose scope is still that of its group; another one's stream ends. */
async function beat(group: LiveGroup, listener: Listener): Promise<void> {
  const scope = await listener.scopeNow()
  const isSame = scope !== null && keyOfScope(scope) === group.key
  if (isSame) group.write(listener, ': still here\n\n')
  else group.drop(listener)
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

/** Server-sent events: what changed. */
export function liveHandlers({ store, now }: ApiDeps, live: Live): Pick<Handlers, 'live'> {
  return {
    live({ request, reply, scope }) {
      live.open(reply, scope, async () => {
        const user = await stillCallerOf(store, request, now())
        return user && scopeOf(store.reader, user, now())
      })
      return Promise.resolve()
    },
  }
}
