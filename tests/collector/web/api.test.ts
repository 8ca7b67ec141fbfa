import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { addressOf, createApi, NetworkFailure, UnexpectedAnswer } from '#collector/web/api.ts'
import { createServerClock } from '#collector/web/clock.ts'
import { Refusal } from '#protocol/refusals.ts'
import { routes } from '#protocol/routes.ts'

const clock = createServerClock(() => 0)
const newKey = () => crypto.randomUUID()
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A collector that gives one answer to everything, and remembers what it was asked. */
async function aCollector(status: number, body: string) {
  const asked: { method?: string; url?: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer((request, response) => {
    asked.push({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
    })
    request.resume()
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, asked }
}

const signedIn = JSON.stringify({
  user: { name: 'lan', role: 'leader', agency: null },
  csrf: 'token',
})

test('an answer is what the collector says, which has held it against the contract', async () => {
  const { origin } = await aCollector(200, signedIn)
  const api = createApi({ origin, readCsrf: () => null, clock, newKey })
  expect(await api.call('session', {})).toEqual(JSON.parse(signedIn))
})

test('what is no JSON is no answer, whatever its status', async () => {
  const { origin } = await aCollector(200, '<html>Welcome to this network</html>')
  const api = createApi({ origin, readCsrf: () => null, clock, newKey })
  await expect(api.call('plans', {})).rejects.toBeInstanceOf(UnexpectedAnswer)
})

test.each(['{}', 'null', '"signed in"', '[]'])(
  'what lacks a part that the contract promises is no answer: %s',
  async (body) => {
    const { origin } = await aCollector(200, body)
    const api = createApi({ origin, readCsrf: () => null, clock, newKey })
    await expect(api.call('session', {})).rejects.toBeInstanceOf(UnexpectedAnswer)
  },
)

test('a refusal of a newer collector, which this page cannot say, is an unexpected answer', async () => {
  const { origin } = await aCollector(409, '{"code":"NOT_YET_KNOWN","params":{}}')
  const api = createApi({ origin, readCsrf: () => null, clock, newKey })
  await expect(api.call('plans', {})).rejects.toMatchObject({ status: 409, requestId: null })
})

test('what changes something carries the token of the session, what only reads does not', async () => {
  const { origin, asked } = await aCollector(200, signedIn)
  const api = createApi({ origin, readCsrf: () => 'token', clock, newKey })
  await api.call('session', {})
  await api.call('signIn', { body: { name: 'lan', password: 'x' } })
  expect(asked.map(({ method, headers }) => [method, headers['x-khien-csrf']])).toEqual([
    ['GET', undefined],
    ['POST', 'token'],
  ])
})

test('a refusal arrives with its code and values', async () => {
  const body = JSON.stringify({ code: 'SIGN_IN_TOO_OFTEN', params: { retryAfterSeconds: 30 } })
  const { origin } = await aCollector(429, body)
  const failure = createApi({ origin, readCsrf: () => null, clock, newKey }).call('session', {})
  await expect(failure).rejects.toEqual(new Refusal('SIGN_IN_TOO_OFTEN', { retryAfterSeconds: 30 }))
})

test('a bug of the collector is told apart from a refusal, with the id it is logged under', async () => {
  const { origin } = await aCollector(500, '{"code":"BUG","params":{"requestId":"r-1"}}')
  const failure = createApi({ origin, readCsrf: () => null, clock, newKey }).call('session', {})
  await expect(failure).rejects.toMatchObject({ status: 500, requestId: 'r-1' })
})

test('a page of a proxy is no answer of the collector', async () => {
  const { origin } = await aCollector(502, '<html>Bad gateway</html>')
  const failure = createApi({ origin, readCsrf: () => null, clock, newKey }).call('session', {})
  await expect(failure).rejects.toBeInstanceOf(UnexpectedAnswer)
})

test('a collector that cannot be reached is not a refusal', async () => {
  const { origin } = await aCollector(200, signedIn)
  await new Promise((resolve) => servers.pop()?.close(resolve))
  const failure = createApi({ origin, readCsrf: () => null, clock, newKey }).call('session', {})
  await expect(failure).rejects.toBeInstanceOf(NetworkFailure)
})

test('parameters go into the path, filters into the query, absent ones nowhere', () => {
  expect(addressOf(routes.host, { params: { id: 'a~2' }, query: { asOf: undefined } })).toBe(
    '/api/hosts/a~2',
  )
  expect(addressOf(routes.hosts, { query: { q: 'sở & xã', page: 2 } })).toBe(
    '/api/hosts?q=s%E1%BB%9F+%26+x%C3%A3&page=2',
  )
})
