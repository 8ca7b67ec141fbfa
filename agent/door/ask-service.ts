import { connect } from 'node:net'
import type { Answer, ServiceAnswer } from '../system.ts'
import { failure } from './failure.ts'

/** The questions there are: each harmless, each without a password, compiled into the agent. */
export type ServiceQuestion = 'redis-ping' | 'http-front-page'

const timeoutMs = 1_000
const bytesMax = 512

type Question = {
  readonly asks: string
  /** The answer behind the first line of it; null: not one that is known. */
  understand(line: string): ServiceAnswer | null
}

/**
 * Source: Redis 7.0 as of Debian 12 answers `+PONG`, or `-NOAUTH` where a password is set and `-DENIED` where its
 * protected mode keeps the caller out; Elasticsearch 8 answers 200 or 401 (its manual, "Security").
 */
const questions: { readonly [Q in ServiceQuestion]: Question } = {
  'redis-ping': {
    asks: 'PING\r\n',
    understand: (line) =>
      line === '+PONG'
        ? 'open'
        : /^-(NOAUTH|NOPERM|DENIED|WRONGPASS)\b/.test(line)
          ? 'guarded'
          : null,
  },
  'http-front-page': {
    asks: 'GET / HTTP/1.0\r\nHost: localhost\r\nUser-Agent: khien-agent\r\n\r\n',
    understand: (line) => {
      const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(line)?.[1]
      return status === '200' ? 'open' : status === '401' || status === '403' ? 'guarded' : null
    },
  },
}

/**
 * Asks a service of this machine one question over one connection, and hears no more than the first line of what it
 * says. Nothing but the loopback address is ever asked.
 */
export function askService(
  question: ServiceQuestion,
  port: number,
): Promise<Answer<ServiceAnswer>> {
  const { asks, understand } = questions[question]
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    let heard = ''
    const finish = (answer: Answer<ServiceAnswer>) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const conclude = () => {
      const [line = ''] = heard.split(/\r?\n/)
      const value = understand(line)
      finish(value === null ? notUnderstood : { ok: true, value })
    }
    const timer = setTimeout(
      () => finish({ ok: false, because: 'timed-out', detail: `after ${timeoutMs} ms` }),
      timeoutMs,
    )
    socket.on('connect', () => socket.write(asks, 'latin1'))
    socket.on('data', (part: Buffer) => {
      heard += part.toString('latin1', 0, bytesMax)
      if (heard.includes('\n') || heard.length >= bytesMax) conclude()
    })
    socket.on('end', conclude)
    socket.on('error', (error) => finish(failure(error)))
  })
}

const notUnderstood = {
  ok: false,
  because: 'not-understood',
  detail: 'the service answers something else',
} as const
