import type { Answer } from '../../system.ts'

/** A function of Windows that asks another process and may wait for it. */
export type WaitingCall<Arguments extends readonly unknown[]> = {
  async: (...more: [...Arguments, (error: unknown, code: number) => void]) => void
}

/** On a thread of its own, so that a service that does not answer never holds up the agent. */
export function callAside<Arguments extends readonly unknown[]>(
  call: WaitingCall<Arguments>,
  given: Arguments,
): Promise<number> {
  return new Promise((resolve, reject) => {
    call.async(...given, (error, code) => {
      if (error === null || error === undefined) resolve(code)
      else reject(error instanceof Error ? error : new Error(String(error)))
    })
  })
}

/**
 * Limits the wait for an answer. A call of Windows cannot be called off: while one waits, further
 * ones are answered
 * `timed-out` at once instead of waiting beside it.
 */
export function withinTime<T>(
  ask: () => Promise<Answer<T>>,
  timeoutMs: number,
): () => Promise<Answer<T>> {
  let pending: Promise<Answer<T>> | null = null
  return async () => {
    const late: Answer<T> = { ok: false, because: 'timed-out', detail: `after ${timeoutMs} ms` }
    if (pending !== null) return late
    const asked = ask().finally(() => {
      pending = null
    })
    pending = asked
    const waiting = Promise.withResolvers<Answer<T>>()
    const timer = setTimeout(() => waiting.resolve(late), timeoutMs)
    try {
      return await Promise.race([asked, waiting.promise])
    } finally {
      clearTimeout(timer)
    }
  }
}
