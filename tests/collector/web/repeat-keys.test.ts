import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createApi, NetworkFailure } from '#collector/web/api.ts'
import { createServerClock } from '#collector/web/clock.ts'

type Reply = 'lost' | 'cut' | { status: number; body: string }

const noted = { status: 200, body: '{}' }
const minutes = (count: number) => count * 60_000
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A collector that replies as it is told, once each, and a page that asks it. */
async function aPage(...replies: Reply[]) {
  const keys: unknown[] = []
  const server = createServer((request, response) => {
    keys.push(request.headers['idempotency-key'])
    request.resume()
    // The clock of the page is the test's own.
    response.sendDate = false
    const reply = replies.shift() ?? noted
    if (reply === 'lost') return void request.socket.destroy()
    if (reply === 'cut') {
      response.writeHead(200, { 'content-length': '100' }).write('{"not')
      return void setTimeout(() => request.socket.destroy(), 20)
    }
    return void response.writeHead(reply.status).end(reply.body)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const time = { nowMs: 0 }
  let made = 0
  const api = createApi({
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    readCsrf: () => null,
    clock: createServerClock(() => time.nowMs),
    newKey: () => `key-${(made += 1)}`,
  })
  const save = (text: string) =>
    api.call('writeHostNote', { params: { id: 'a' }, body: { text } }).then(
      () => 'saved',
      (error: unknown) => error,
    )
  return { save, keys, time }
}

test('an answer that was lost or cut is pressed for again under the same key', async () => {
  const { save, keys } = await aPage('lost', 'cut', noted)
  expect(await save('a')).toBeInstanceOf(NetworkFailure)
  expect(await save('a')).toBeInstanceOf(NetworkFailure)
  expect(await save('a')).toBe('saved')
  expect(keys).toEqual(['key-1', 'key-1', 'key-1'])
})

test('what was answered, yes or no, is another thing the next time', async () => {
  const refused = { status: 409, body: '{"code":"CHANGED_MEANWHILE","params":{}}' }
  const { save, keys } = await aPage(noted, refused, noted)
  await save('a')
  await save('a')
  await save('a')
  expect(keys).toEqual(['key-1', 'key-2', 'key-3'])
})

test('the page of a proxy, a bug and "still being worked on" are no answer', async () => {
  const bug = { status: 500, body: '{"code":"BUG","params":{"requestId":"r"}}' }
  const busy = { status: 409, body: '{"code":"REPEAT_UNDER_WAY","params":{"retryAfterSeconds":5}}' }
  const { save, keys } = await aPage({ status: 502, body: '<html>' }, bug, busy)
  for (let press = 0; press < 4; press += 1) await save('a')
  expect(keys).toEqual(['key-1', 'key-1', 'key-1', 'key-1'])
})

test('another text is another thing, and so is the same one much later', async () => {
  const { save, keys, time } = await aPage('lost', 'lost', noted)
  await save('a')
  await save('b')
  time.nowMs += minutes(11)
  await save('a')
  expect(keys).toEqual(['key-1', 'key-2', 'key-3'])
})
