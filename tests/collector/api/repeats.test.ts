import { randomUUID } from 'node:crypto'
import { request } from 'node:https'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { csrfHeader, routes, type Route } from '#protocol/routes.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seedProvince } from '#tests/support/seed.ts'
import { signInAs, startApi, type RunningApi, type SignedIn } from './running-api.ts'

type Answer = { status: number; isRepeated: string | undefined; body: Record<string, unknown> }
const jsonBody = z.record(z.string(), z.unknown())
const day = 24 * 3_600_000

test('every POST says what a repeat of it does, and only what holds a secret is not answered again', () => {
  const told = Object.entries<Route>(routes).flatMap(([name, { method, repeat }]) =>
    method === 'POST' && typeof repeat === 'object' ? [name] : [],
  )
  expect(told.sort()).toEqual(['addPerson', 'createApiToken', 'createToken', 'resetPassword'])
})

onEachDatabase((fresh) => {
  async function aCollector() {
    const api = await startApi({ store: await (await fresh()).open() })
    onTestFinished(() => api.stop())
    const province = await seedProvince(api.store)
    await api.app.listen({ host: '127.0.0.1', port: 0 })
    const administrator = await signInAs(api, 'administrator')
    return { api, province, notes: `/api/hosts/${province.hosts[0]?.id}/notes`, administrator }
  }
  const notesOf = ({ store }: RunningApi) =>
    store.reader.selectFrom('host_note').select('text').execute()
  const text = { text: 'đã gọi văn phòng' }

  test('a request whose answer was lost is answered as the first time, and nothing is done twice', async () => {
    const { api, notes, administrator } = await aCollector()
    const send = () => post(api, administrator, { url: notes, key: 'a'.repeat(16), body: text })
    const first = await send()
    const second = await send()
    expect([first, second].map(({ status, isRepeated }) => [status, isRepeated])).toEqual([
      [200, 'false'],
      [200, 'true'],
    ])
    expect(second.body).toEqual(first.body)
    expect(await notesOf(api)).toEqual([text])
  })

  test('of two at the same moment one is done and both have its answer', async () => {
    const { api, notes, administrator } = await aCollector()
    const key = randomUUID()
    const send = () => post(api, administrator, { url: notes, key, body: text })
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(await notesOf(api)).toEqual([text])
  })

  test('without a key, with another, of somebody else and after a day it is another request', async () => {
    const { api, notes, administrator } = await aCollector()
    const officer = await signInAs(api, 'officer')
    const key = randomUUID()
    const send = (as: SignedIn, by?: string) => post(api, as, { url: notes, key: by, body: text })
    await send(administrator)
    await send(administrator)
    await send(administrator, key)
    await send(administrator, randomUUID())
    await send(officer, key)
    expect(await notesOf(api)).toHaveLength(5)
    api.clock.nowMs += day + 1
    const later = await signInAs(api, 'administrator', 'hôm sau')
    await send(later, key)
    const kept = await api.store.reader.selectFrom('repeatable_request').select('key').execute()
    expect(kept).toEqual([{ key }])
  })

  test('another body under the same key is refused and does nothing', async () => {
    const { api, notes, administrator } = await aCollector()
    const key = randomUUID()
    await post(api, administrator, { url: notes, key, body: text })
    const other = await post(api, administrator, { url: notes, key, body: { text: 'khác' } })
    expect([other.status, other.body]).toMatchObject([422, { code: 'REPEAT_OF_ANOTHER' }])
    expect(await notesOf(api)).toEqual([text])
  })

  test('a secret is not kept: the second is told what was made', async () => {
    const { api, province, administrator } = await aCollector()
    const body = { agencyId: province.health, usesMax: 1, validForHours: 1 }
    const send = { url: '/api/enrolment-tokens', key: randomUUID(), body }
    const { token } = (await post(api, administrator, send)).body
    const { id } = z.object({ id: z.string() }).parse(token)
    const second = await post(api, administrator, send)
    expect([second.status, second.body]).toEqual([409, { code: 'REPEAT_DONE', params: { id } }])
    const kept = await api.store.reader.selectFrom('repeatable_request').select('said').execute()
    expect(kept).toEqual([{ said: id }])
  })

  test('what was refused was not done, so the same may be asked again under its key', async () => {
    const { api, administrator } = await aCollector()
    const name = 'trang tổng hợp'
    const send = (key: string, role = 'leader') =>
      post(api, administrator, {
        url: '/api/api-tokens',
        key,
        body: { name, role, validForDays: 1 },
      })
    await send(randomUUID())
    const key = randomUUID()
    expect((await send(key)).body).toMatchObject({ code: 'API_TOKEN_NAME_TAKEN' })
    api.clock.nowMs += 2 * day
    const later = await signInAs(api, 'administrator', 'hôm sau')
    const again = { name, role: 'leader', validForDays: 1 }
    const made = await post(api, later, { url: '/api/api-tokens', key, body: again })
    expect([made.status, made.isRepeated]).toEqual([200, 'false'])
  })

  test('where the first broke down half way the second is told that nobody knows', async () => {
    const { api, notes, administrator } = await aCollector()
    const send = { url: notes, key: randomUUID(), body: text }
    await sql`alter table host_note rename to host_note_away`.execute(api.store.db)
    expect((await post(api, administrator, send)).body).toMatchObject({ code: 'BUG' })
    await sql`alter table host_note_away rename to host_note`.execute(api.store.db)
    expect((await post(api, administrator, send)).body).toMatchObject({ code: 'REPEAT_UNKNOWN' })
    expect(await notesOf(api)).toEqual([])
  })

  test('a key that is none is refused before anything is done', async () => {
    const { api, notes, administrator } = await aCollector()
    for (const key of ['', 'ngắn', 'a'.repeat(65), `${'a'.repeat(20)} b`]) {
      const answer = await post(api, administrator, {
        url: notes,
        key: encodeURI(key),
        body: text,
      })
      expect([answer.status, answer.body]).toMatchObject([400, { code: 'REQUEST_INVALID' }])
    }
    expect(await notesOf(api)).toEqual([])
  })
})

/** Through a socket, as a browser asks. */
function post(
  { app }: RunningApi,
  as: SignedIn,
  { url: path, key, body }: { url: string; key?: string | undefined; body: object },
): Promise<Answer> {
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  const headers = {
    'content-type': 'application/json',
    cookie: as.cookie,
    [csrfHeader]: as.csrf,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  }
  const to = { host: '127.0.0.1', port: address.port, path, method: 'POST', headers }
  return new Promise((resolve, reject) => {
    const asked = request({ ...to, rejectUnauthorized: false }, (answer) => {
      let said = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => (said += part))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          isRepeated: answer.headers['idempotency-replayed']?.toString(),
          body: jsonBody.parse(JSON.parse(said)),
        }),
      )
    })
    asked.on('error', reject)
    asked.end(JSON.stringify(body))
  })
}
