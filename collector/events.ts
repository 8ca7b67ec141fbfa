import type { LiveEvent } from '#protocol/views.ts'
import type { Events, Log } from './deps.ts'

/** Events in memory, to whoever listens now. A listener that throws is logged and disturbs no other. */
export function createEvents(log: Log): Events {
  const listeners = new Set<(event: LiveEvent) => void>()
  return {
    publish(event) {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          log.error({ err: error, kind: event.kind }, 'a listener of live events failed')
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
