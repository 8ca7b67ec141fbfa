import { request } from 'node:https'
import { connect } from 'node:net'

const askEveryMs = 100
const askTimeoutMs = 2_000

export type Place = { readonly host: string; readonly port: number }

/**
 * Resolves once the collector answers over TLS. Whose certificate it shows is not judged here: nothing is sent,
 * and the agent checks the pins of its join string.
 */
export async function untilHealthy(place: Place, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (await isHealthy(place)) return
    await new Promise((resolve) => setTimeout(resolve, askEveryMs))
  }
}

/** True when a collector answers there over TLS; whose certificate it shows is not judged. */
export function isHealthy({ host, port }: Place): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = request(
      { host, port, path: '/api/health', rejectUnauthorized: false, timeout: askTimeoutMs },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode === 200)
      },
    )
    asking.once('timeout', () => asking.destroy())
    asking.once('error', () => resolve(false))
    asking.end()
  })
}

/** True when something listens already: then its answer would be taken for that of our collector. */
export function isTaken({ host, port }: Place): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: askTimeoutMs })
    const answer = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
    socket.once('timeout', () => answer(false))
  })
}
