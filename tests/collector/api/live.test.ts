import type { ClientRequest } from 'node:http'
import { request } from 'node:https'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { csrfHeader } from '#protocol/routes.ts'
import { liveEvent, type LiveEvent } from '#protocol/views.ts'
import { until } from '#tests/support/processes.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from './running-api.ts'

let api: RunningApi
let reader: SignedIn
let port: number

beforeEach(async () => {
  api = await startApi({ liveHeartbeatMs: 50 })
  reader = await signInAs(api, 'leader')
  await api.app.listen({ port: 0, host: '127.0.0.1' })
  const address = api.app.server.address()
  port = typeof address === 'object' ? (address?.port ?? 0) : 0
})
afterEach(() => api.stop())

type Stream = {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, unknown>>
  readonly events: LiveEvent[]
  readonly ended: Promise<void>
  readonly asked: ClientRequest
}

/** Opens the event stream over a real TLS socket, as a browser would. */
function listen(as: SignedIn | null): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host: '127.0.0.1',
      port,
      path: '/api/live',
      rejectUnauthorized: false,
      headers: as ? { cookie: as.cookie } : {},
    })
    asked.once('error', reject)
    asked.once('response', (answer) => {
      const events: LiveEvent[] = []
      let text = ''
      answer.setEncoding('utf8').on('data', (data: string) => {
        const messages = `${text}${data}`.split('\n\n')
        text = messages.pop() ?? ''
        for (const message of messages) {
          const line = message.split('\n').find((one) => one.startsWith('data: '))
          if (line) events.push(liveEvent.parse(JSON.parse(line.slice(6))))
        }
      })
      const ended = new Promise<void>((end) => answer.once('close', end))
      resolve({ status: answer.statusCode, headers: answer.headers, events, ended, asked })
    })
    asked.end()
  })
}

const idOf = (index: number) => {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  return `${'a'.repeat(24)}${letters[Math.floor(index / 26)]}${letters[index % 26]}`
}
const reported = (from: number, count: number, hasNewVerdicts = false): LiveEvent => ({
  kind: 'hosts-reported',
  atMs: api.clock.nowMs,
  hostIds: Array.from({ length: count }, (_, index) => idOf(from + index)),
  total: count,
  hasNewVerdicts,
})

test('the stream greets, is an event stream, and no proxy may hold it back', async () => {
  const stream = await listen(reader)
  await until('the greeting', () => stream.events.length > 0)
  expect(stream.events).toEqual([{ kind: 'hello', atMs: api.clock.nowMs }])
  expect(stream.status).toBe(200)
  expect(stream.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  })
  stream.asked.destroy()
})

test('many reports within a second are one event with merged hosts, the first at once', async () => {
  const stream = await listen(reader)
  await until('the greeting', () => stream.events.length === 1)
  api.events.publish(reported(0, 1))
  await until('the first event', () => stream.events.length === 2)
  for (let index = 0; index < 150; index++) api.events.publish(reported(index * 2, 3, index === 7))
  await until('the second event', () => stream.events.length === 3)
  const [, first, second] = stream.events
  expect(first).toEqual(reported(0, 1))
  expect(second).toEqual({
    kind: 'hosts-reported',
    atMs: api.clock.nowMs,
    hostIds: Array.from({ length: 200 }, (_, index) => idOf(index)),
    total: 301,
    hasNewVerdicts: true,
  })
  stream.asked.destroy()
})

test('what else happened comes as typed events; a flood of connections comes as one', async () => {
  const stream = await listen(reader)
  await until('the greeting', () => stream.events.length === 1)
  const atMs = api.clock.nowMs
  const connected = (index: number, isConnected: boolean): LiveEvent => ({
    kind: 'host-connected',
    atMs,
    hostId: idOf(index),
    isConnected,
  })
  api.events.publish({ kind: 'register-changed', atMs })
  api.events.publish(connected(1, true))
  api.events.publish(connected(2, true))
  api.events.publish(connected(1, false))
  await until('the next second', () => stream.events.length === 4)
  expect(stream.events.slice(1)).toEqual([
    { kind: 'register-changed', atMs },
    connected(1, false),
    connected(2, true),
  ])
  for (let index = 0; index < 300; index++) api.events.publish(connected(index, true))
  await until('the second after', () => stream.events.length === 5)
  expect(stream.events[4]).toEqual({ kind: 'register-changed', atMs })
  stream.asked.destroy()
})

test('the stream is refused to whoever has not signed in', async () => {
  const stream = await listen(null)
  expect(stream.status).toBe(401)
})

test('the stream ends soon after the session does', async () => {
  const stream = await listen(reader)
  await until('the greeting', () => stream.events.length === 1)
  await call(api, reader, { method: 'DELETE', url: '/api/session' })
  await stream.ended
})

test('closing the collector ends the streams, so that it can stop', async () => {
  const stream = await listen(reader)
  await api.app.close()
  await stream.ended
})

test('over a real socket a reader signs in, reads and signs out', async () => {
  const answer = await call(api, reader, { method: 'GET', url: '/api/session' })
  const asked = await fetchOverTls('GET', '/api/agencies', { cookie: reader.cookie })
  expect([answer.statusCode, asked]).toEqual([200, [200, { agencies: [] }]])
  const ended = await fetchOverTls('DELETE', '/api/session', {
    cookie: reader.cookie,
    [csrfHeader]: reader.csrf,
  })
  expect(ended).toEqual([200, { user: null, csrf: null }])
  expect(await fetchOverTls('GET', '/api/agencies', { cookie: reader.cookie })).toEqual([
    401,
    { code: 'NOT_SIGNED_IN', params: {} },
  ])
})

function fetchOverTls(
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<[number | undefined, unknown]> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers, rejectUnauthorized: false }
    request(options, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.once('end', () =>
        resolve([answer.statusCode, JSON.parse(Buffer.concat(parts).toString())]),
      )
    })
      .once('error', reject)
      .end()
  })
}
