import { afterEach, beforeEach, expect, test } from 'vitest'
import { routes } from '#protocol/routes.ts'
import {
  call,
  host,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { seedProvince } from '#tests/support/seed.ts'

let api: RunningApi
let administrator: SignedIn

beforeEach(async () => {
  api = await startApi()
  administrator = await signInAs(api, 'administrator')
})
afterEach(() => api.stop())

const dayMs = 86_400_000
const wanted = { name: 'Kho dữ liệu', role: 'leader', agencyId: null, validForDays: 30 }

const create = (body: object) =>
  call(api, administrator, { method: 'POST', url: '/api/api-tokens', body })
const made = async (body: object = wanted) =>
  routes.createApiToken.output.parse((await create(body)).json())
const listed = async () => {
  const answer = await call(api, administrator, { method: 'GET', url: '/api/api-tokens' })
  return routes.apiTokens.output.parse(answer.json()).tokens
}
const withToken = (secret: string, url = '/api/hosts', method: 'GET' | 'POST' = 'GET') =>
  api.app.inject({ method, url, headers: { host, authorization: `Bearer ${secret}` } })
const refused = { code: 'API_TOKEN_INVALID', params: {} }

test('a token is shown once, held as a hash, and says who calls', async () => {
  const { token, secret } = await made()
  expect(secret).toMatch(/^khien_[\w-]{43}$/)
  expect(token).toMatchObject({ name: 'Kho dữ liệu', role: 'leader', state: 'holds' })
  const rows = await api.store.db.selectFrom('api_token').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(secret)
  expect(JSON.stringify(await listed())).not.toContain(secret)
  const audit = await api.store.db.selectFrom('audit').select(['action', 'after']).execute()
  expect(audit.map(({ action }) => action)).toContain('create-api-token')
  expect(JSON.stringify(audit)).not.toContain(secret)
  const session = await withToken(secret, '/api/session')
  expect(session.json()).toMatchObject({
    user: { name: 'Kho dữ liệu', role: 'leader' },
    csrf: null,
  })
})

test('a token needs no CSRF token, and stands in the audit under its name', async () => {
  const { secret } = await made({ ...wanted, role: 'officer' })
  const answer = await api.app.inject({
    method: 'POST',
    url: '/api/agencies',
    headers: { host, authorization: `Bearer ${secret}` },
    body: { name: 'Sở Nội vụ' },
  })
  expect(answer.statusCode).toBe(200)
  const line = await api.store.db
    .selectFrom('audit')
    .select('actor')
    .where('action', '=', 'create-agency')
    .executeTakeFirst()
  expect(line?.actor).toBe('api-token Kho dữ liệu')
})

test('a token that has ended, was revoked or never was is refused alike', async () => {
  const { token, secret } = await made()
  expect((await withToken(secret)).statusCode).toBe(200)
  const short = await made({ ...wanted, name: 'một ngày', validForDays: 1 })
  api.clock.nowMs += dayMs
  const again = await withToken(short.secret)
  expect([again.statusCode, again.json()]).toEqual([401, refused])
  expect((await withToken(secret)).statusCode).toBe(200)
  const admin = await signInAs(api, 'administrator', 'sáng hôm sau')
  const url = `/api/api-tokens/${token.id}`
  expect((await call(api, admin, { method: 'DELETE', url })).json()).toMatchObject({
    state: 'revoked',
  })
  expect((await withToken(secret)).json()).toEqual(refused)
  for (const wrong of ['khien_x', `khien_${'A'.repeat(43)}`, secret.slice(0, -1)]) {
    expect((await withToken(wrong)).json()).toEqual(refused)
  }
})

test('a token of an agency sees that agency alone', async () => {
  const province = await seedProvince(api.store)
  api.clock.nowMs += 1
  const agencyId = province.health
  const { secret } = await made({ ...wanted, role: 'agency-officer', agencyId })
  const { hosts } = routes.hosts.output.parse((await withToken(secret)).json())
  expect(hosts.length).toBeGreaterThan(0)
  expect(new Set(hosts.map((one) => one.agency.id))).toEqual(new Set([agencyId]))
})

test.each([
  ['an agency role without an agency', { role: 'agency-head' }, 400],
  ['a role of the province with one', { agencyId: 'nobody' }, 400],
  ['an agency that there is not', { role: 'agency-head', agencyId: 'nobody' }, 404],
  ['no end', { validForDays: 10_000 }, 400],
  ['no name', { name: '   ' }, 400],
])('a token with %s is refused', async (_, change, status) => {
  expect((await create({ ...wanted, ...change })).statusCode).toBe(status)
  expect(await listed()).toEqual([])
})

test('two tokens that hold never have one name, whatever its case and marks', async () => {
  await made()
  const second = await create({ ...wanted, name: 'KHO DU LIEU' })
  expect([second.statusCode, second.json().code]).toEqual([409, 'API_TOKEN_NAME_TAKEN'])
  api.clock.nowMs += 31 * dayMs
  administrator = await signInAs(api, 'administrator', 'tháng sau')
  expect((await create({ ...wanted, name: 'KHO DU LIEU' })).statusCode).toBe(200)
})

test('the last use is written down, at most once a minute', async () => {
  const { secret } = await made()
  expect((await listed())[0]?.lastUsedMs).toBeNull()
  const firstMs = api.clock.nowMs
  await withToken(secret)
  api.clock.nowMs += 30_000
  await withToken(secret)
  expect((await listed())[0]?.lastUsedMs).toBe(firstMs)
  api.clock.nowMs += 30_000
  await withToken(secret)
  expect((await listed())[0]?.lastUsedMs).toBe(api.clock.nowMs)
})

test('an address that keeps sending wrong tokens has to wait, and a right one still passes', async () => {
  const { secret } = await made()
  const wrong = `khien_${'A'.repeat(43)}`
  const statuses: number[] = []
  for (let count = 0; count < 33; count += 1) statuses.push((await withToken(wrong)).statusCode)
  expect(statuses.filter((status) => status === 401)).toHaveLength(30)
  const late = await withToken(wrong)
  expect([late.statusCode, late.json().code]).toEqual([429, 'API_TOKEN_TOO_OFTEN'])
  expect(late.headers['retry-after']).toBeDefined()
  expect((await withToken(secret)).statusCode).toBe(200)
  api.clock.nowMs += 3_600_000
  expect((await withToken(wrong)).statusCode).toBe(401)
})

test('a cookie beside a token does not lend it a session', async () => {
  const { secret } = await made()
  const answer = await call(api, administrator, {
    method: 'GET',
    url: '/api/api-tokens',
    headers: { authorization: `Bearer ${secret}` },
  })
  expect(answer.statusCode).toBe(403)
})
