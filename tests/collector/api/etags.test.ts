import { afterAll, beforeAll, expect, test } from 'vitest'
import { daysBefore, seedProvince } from '#tests/support/seed.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from './running-api.ts'

let api: RunningApi
let officer: SignedIn
const url = `/api/hosts?asOf=${daysBefore(5)}`

beforeAll(async () => {
  api = await startApi()
  await seedProvince(api.store, 12)
  officer = await signInAs(api, 'officer')
})
afterAll(() => api.stop())

const get = (address: string, tag?: string) =>
  call(api, officer, {
    method: 'GET',
    url: address,
    ...(tag === undefined ? {} : { headers: { 'if-none-match': tag } }),
  })

test('the same bytes carry the same strong tag, and other bytes another', async () => {
  const [first, again, other] = [await get(url), await get(url), await get(`${url}&pageSize=3`)]
  const tag = first.headers.etag
  expect(tag).toMatch(/^"[\w-]{43}"$/)
  expect([again.body, again.headers.etag]).toEqual([first.body, tag])
  expect(other.headers.etag).not.toBe(tag)
  // A browser still keeps nothing of it.
  expect(first.headers['cache-control']).toBe('no-store')
})

test('who holds the bytes is told 304 and not sent them again', async () => {
  const tag = String((await get(url)).headers.etag)
  for (const held of [tag, `W/${tag}`, `"another", ${tag}`, '*']) {
    const answer = await get(url, held)
    expect([held, answer.statusCode, answer.body, answer.headers.etag]).toEqual([
      held,
      304,
      '',
      tag,
    ])
  }
  expect((await get(url, '"another"')).statusCode).toBe(200)
})

test('a change is another tag, so that nobody goes on with what was', async () => {
  const tag = String((await get('/api/agencies')).headers.etag)
  expect((await get('/api/agencies', tag)).statusCode).toBe(304)
  const body = { name: 'Sở Nội vụ', kind: 'agency' }
  const made = await call(api, officer, { method: 'POST', url: '/api/agencies', body })
  expect([made.statusCode, made.headers.etag]).toEqual([200, undefined])
  expect((await get('/api/agencies', tag)).statusCode).toBe(200)
})

test('a tag is no way around who may read', async () => {
  const tag = String((await get(url)).headers.etag)
  const nobody = { method: 'GET', url, headers: { 'if-none-match': tag } } as const
  const answer = await call(api, null, nobody)
  expect([answer.statusCode, answer.json().code]).toEqual([401, 'NOT_SIGNED_IN'])
})
