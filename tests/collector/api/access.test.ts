import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routes, type Route } from '#protocol/routes.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from './running-api.ts'

let api: RunningApi
let reader: SignedIn
let administrator: SignedIn

beforeAll(async () => {
  api = await startApi()
  reader = await signInAs(api, 'leader')
  administrator = await signInAs(api, 'administrator')
})
afterAll(() => api.stop())

const everyRoute = Object.entries<Route>(routes)
const hostId = 'a'.repeat(26)
const addressOf = (route: Route) =>
  route.path.replace(':id', route.path.startsWith('/api/hosts') ? hostId : 'nobody')
const guarded = everyRoute.filter(([, { access }]) => access !== 'public')

describe.each(guarded)('%s', (_, route) => {
  test('is refused to whoever has not signed in', async () => {
    const answer = await call(api, null, { method: route.method, url: addressOf(route) })
    expect([answer.statusCode, answer.json()]).toEqual([401, { code: 'NOT_SIGNED_IN', params: {} }])
  })
})

describe.each(guarded.filter(([, { access }]) => !access.includes('leader')))('%s', (_, route) => {
  test('is refused to a leader', async () => {
    const answer = await call(api, reader, { method: route.method, url: addressOf(route) })
    expect([answer.statusCode, answer.json()]).toEqual([403, { code: 'NOT_ALLOWED', params: {} }])
  })
})

describe.each(guarded.filter(([, { method }]) => method !== 'GET'))('%s', (_, route) => {
  test.each([undefined, '', 'wrong'])('is refused with the CSRF token %j', async (token) => {
    const headers = { cookie: administrator.cookie, ...(token && { 'x-khien-csrf': token }) }
    const answer = await call(api, null, { method: route.method, url: addressOf(route), headers })
    expect([answer.statusCode, answer.json()]).toEqual([403, { code: 'NOT_ALLOWED', params: {} }])
  })
})

test.each([
  ['GET', `/api/hosts/${hostId}`, 'HOST_NOT_FOUND'],
  ['POST', `/api/hosts/${hostId}/recheck`, 'HOST_NOT_FOUND'],
  ['DELETE', '/api/enrolment-tokens/nobody', 'TOKEN_NOT_FOUND'],
  ['GET', '/api/hosts?agency=nobody', 'AGENCY_NOT_FOUND'],
  ['GET', '/api/overview?agency=nobody', 'AGENCY_NOT_FOUND'],
  ['GET', '/api/overview?plan=nobody', 'PLAN_NOT_FOUND'],
  ['GET', '/api/nothing', 'NOT_FOUND'],
  ['POST', '/nothing', 'NOT_FOUND'],
] as const)('%s %s is answered by the code %s', async (method, url, code) => {
  const answer = await call(api, administrator, { method, url })
  expect([answer.statusCode, answer.json().code]).toEqual([404, code])
})

test.each([
  ['/api/hosts?page=0', 'query.page (too_small)'],
  ['/api/hosts?pageSize=201', 'query.pageSize (too_big)'],
  ['/api/hosts?control=none', 'query.control (invalid_value)'],
  ['/api/hosts?state=bad&class=x', 'query.state (invalid_value), query.class (invalid_value)'],
  ['/api/hosts?asOf=1', 'query.asOf (too_small)'],
  ['/api/hosts/short', 'params.id (invalid_format)'],
])('%s is refused and names what is wrong', async (url, detail) => {
  const answer = await call(api, reader, { method: 'GET', url })
  expect([answer.statusCode, answer.json()]).toEqual([
    400,
    { code: 'REQUEST_INVALID', params: { detail } },
  ])
})

test.each([
  ['no JSON', '{', 'FST_ERR_CTP_INVALID_JSON_BODY'],
  ['longer than 64 KB', JSON.stringify({ name: 'x'.repeat(70_000) }), 'FST_ERR_CTP_BODY_TOO_LARGE'],
])('a body that is %s is refused as the fault of the caller', async (_, payload, detail) => {
  const answer = await call(api, administrator, {
    method: 'POST',
    url: '/api/agencies',
    headers: { 'content-type': 'application/json' },
    payload,
  })
  expect([answer.statusCode, answer.json()]).toEqual([
    400,
    { code: 'REQUEST_INVALID', params: { detail } },
  ])
})

test('no answer of the API may be kept by a cache, and none says what serves it', async () => {
  const answer = await call(api, reader, { method: 'GET', url: '/api/agencies' })
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.headers).not.toHaveProperty('x-powered-by')
  expect(answer.headers).not.toHaveProperty('server')
  expect(answer.headers['content-security-policy']).toContain("script-src 'self';")
})
