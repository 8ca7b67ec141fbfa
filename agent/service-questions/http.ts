import { line, textOf, type Question } from './conversation.ts'

const begin = 'HTTP/1.0\r\nHost: localhost\r\nUser-Agent: khien-agent\r\n'

/** The front page. Source: Elasticsearch 8 answers 200 or 401 (its manual, "Security"). */
export const httpFrontPage: Question = {
  msMax: 1_000,
  ask: async ({ say, hear }) => {
    say(`GET / ${begin}\r\n`)
    const status = statusOf(textOf(await hear(line)))
    return status === 200 ? 'open' : status === 401 || status === 403 ? 'guarded' : null
  },
}

/** Grafana names its first account and the password of it by the same word. */
const firstOfGrafana = 'admin'
const whole = (heard: Buffer) =>
  heard.includes('"message"') && heard.includes('}') ? heard.length : null

/**
 * Who the first administrator is, signed in by the header alone, so that no session is left behind. Grafana also answers
 * 401 where it takes no header: only words about the pair say that the pair is wrong.
 * Source: Grafana 11, "HTTP API, Basic authentication", "Default admin user"; five failures within five minutes lock.
 */
export const grafanaFirstPassword: Question = {
  msMax: 1_000,
  ask: async ({ say, hear }) => {
    const pair = Buffer.from(`${firstOfGrafana}:${firstOfGrafana}`).toString('base64')
    say(`GET /api/org ${begin}Authorization: Basic ${pair}\r\n\r\n`)
    const status = statusOf(textOf(await hear(line)))
    if (status === 200) return 'open'
    if (status !== 401) return null
    const says = (await hear(whole)).toString('latin1')
    return /invalid username or password/i.test(says) ? 'guarded' : null
  },
}

function statusOf(first: string): number {
  return Number(/^HTTP\/1\.[01] (\d{3})\b/.exec(first)?.[1])
}
