import { connect, type Socket } from 'node:net'
import { failure } from '../door/failure.ts'
import type { Answer, ServiceAnswer } from '../system.ts'

/** What a question does with the service that it asks. */
export type Conversation = {
  say(what: string | Uint8Array): void
  /**
   * Takes the next message. `lengthOf` says how many bytes it has, from all that was heard and not taken; null: not to
   * be said yet. @throws Unheard
   */
  hear(lengthOf: (heard: Buffer) => number | null): Promise<Buffer>
}

/** One harmless question; null: the answer is none that is known. */
export type Question = {
  /** How long the whole conversation may take. */
  readonly msMax: number
  readonly ask: (talk: Conversation) => Promise<ServiceAnswer | null>
}

/** No more is heard of one service than this. */
const bytesMax = 4_096

class Unheard extends Error {
  readonly answer: Exclude<Answer<never>, { ok: true }>
  constructor(answer: Exclude<Answer<never>, { ok: true }>) {
    super(answer.detail)
    this.answer = answer
  }
}

/** Has a conversation with a service of this machine, over one connection. Nothing but the loopback address is asked. */
export async function askAt(
  port: number,
  { msMax, ask }: Question,
): Promise<Answer<ServiceAnswer>> {
  const socket = connect({ host: '127.0.0.1', port })
  const hears = listener(socket, msMax)
  try {
    const value = await ask({ hear: hears, say: (what) => void socket.write(what) })
    return value === null ? notUnderstood : { ok: true, value }
  } catch (error) {
    if (error instanceof Unheard) return error.answer
    throw error
  } finally {
    socket.destroy()
  }
}

function listener(socket: Socket, msMax: number): Conversation['hear'] {
  let heard: Buffer = Buffer.alloc(0)
  let over: Exclude<Answer<never>, { ok: true }> | null = null
  let wake: () => void = () => undefined
  const end = (answer: Exclude<Answer<never>, { ok: true }>) => {
    over ??= answer
    clearTimeout(timer)
    wake()
  }
  const timer = setTimeout(
    () => end({ ok: false, because: 'timed-out', detail: `after ${msMax} ms` }),
    msMax,
  )
  socket.on('data', (part: Buffer) => {
    heard = Buffer.concat([heard, part]).subarray(0, bytesMax)
    wake()
  })
  socket.on('end', () => end(notUnderstood))
  socket.on('error', (error) => end(failure(error)))
  socket.on('close', () => end(notUnderstood))
  return async (lengthOf) => {
    for (;;) {
      const length = lengthOf(heard)
      if (length !== null && length <= heard.length) {
        const taken = heard.subarray(0, length)
        heard = heard.subarray(length)
        return taken
      }
      if (heard.length >= bytesMax || (length ?? 0) > bytesMax) throw new Unheard(notUnderstood)
      if (over !== null) throw new Unheard(over)
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
}

const notUnderstood = {
  ok: false,
  because: 'not-understood',
  detail: 'the service answers something else',
} as const

/** The length of a message of exactly so many bytes. */
export const bytes = (count: number) => () => count

/** The length of a line with its end. */
export function line(heard: Buffer): number | null {
  const end = heard.indexOf('\n')
  return end === -1 ? null : end + 1
}

export const textOf = (heard: Buffer): string => heard.toString('latin1').replace(/\r?\n$/, '')
