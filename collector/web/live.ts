import type { LiveEvent } from '#protocol/views.ts'
import { liveKinds } from './contract.ts'

export type LiveStatus = 'connecting' | 'live' | 'lost'

/** The part of EventSource that is used here. */
export type LiveSource = Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>

const eventNames = ['message', ...liveKinds]
const sourceClosed = 2

/** One event of the live channel; null for what a newer collector says and this page does not know. */
export function parseLiveEvent(data: unknown): LiveEvent | null {
  if (typeof data !== 'string') return null
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch {
    // What is no JSON comes from something between us and the collector; the next event stands for itself.
    return null
  }
  return isLiveEvent(value) ? value : null
}

/** By its kind alone: the collector holds what it tells against the contract. */
function isLiveEvent(value: unknown): value is LiveEvent {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false
  return liveKinds.some((kind) => kind === value.kind)
}

/**
 * Holds the live channel open until it is closed. The browser reconnects by itself after a broken connection, but
 * gives up after an answer that is no stream (signed out, restarting): then we try again after `retryMs`.
 */
export function openLive(options: {
  createSource: () => LiveSource
  retryMs: number
  onEvent: (event: LiveEvent) => void
  onStatus: (status: LiveStatus) => void
}): () => void {
  let source: LiveSource | null = null
  let retry: ReturnType<typeof setTimeout> | null = null

  function open() {
    retry = null
    const opened = options.createSource()
    source = opened
    for (const name of eventNames) {
      opened.addEventListener(name, (message) => {
        const event = 'data' in message ? parseLiveEvent(message.data) : null
        if (event) options.onEvent(event)
      })
    }
    opened.addEventListener('open', () => options.onStatus('live'))
    opened.addEventListener('error', () => {
      options.onStatus('lost')
      if (opened.readyState === sourceClosed) retry ??= setTimeout(open, options.retryMs)
    })
  }

  options.onStatus('connecting')
  open()
  return () => {
    if (retry !== null) clearTimeout(retry)
    source?.close()
  }
}

/** Runs `flush` at most once per `intervalMs` however often it is asked; the last request is never lost. */
export function coalesce(
  flush: () => void,
  intervalMs: number,
): { request(): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | null = null
  let isWaiting = false

  function run() {
    flush()
    timer = setTimeout(() => {
      timer = null
      if (!isWaiting) return
      isWaiting = false
      run()
    }, intervalMs)
  }

  return {
    request() {
      if (timer === null) return run()
      isWaiting = true
    },
    cancel() {
      if (timer !== null) clearTimeout(timer)
      timer = null
      isWaiting = false
    },
  }
}
