import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencyRoles, roles } from '#protocol/access.ts'
import { routes } from '#protocol/routes.ts'
import { createUser } from '#store/users.ts'
import {
  call,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'

let api: RunningApi
let province: SeededProvince
let administrator: SignedIn
let officer: SignedIn

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store)
  administrator = await signInAs(api, 'administrator')
  officer = await signInAs(api, 'agency-officer', 'lan', province.health)
}, 60_000)
afterAll(() => api.stop())

const by = () => ({
  actor: 'command',
  address: null,
  nowMs: api.clock.nowMs,
  newId: randomUUID,
})
const change = (what: object) =>
  call(api, administrator, {
    method: 'POST',
    url: '/api/organisation-changes',
    body: { change: what },
  })
const seenHosts = async () => {
  const answer = await call(api, officer, { method: 'GET', url: '/api/hosts?pageSize=200' })
  const { hosts } = routes.hosts.output.parse(answer.json())
  return new Set(hosts.map(({ agency }) => agency.id))
}

test('an agency sees what stands under it, from the day on which it does', async () => {
  const { health, finance } = province
  expect(await seenHosts()).toEqual(new Set([health]))
  const moved = await change({
    kind: 'move',
    agencyId: finance,
    parentId: health,
    onDay: '2026-11-18',
    source: null,
  })
  expect(moved.statusCode).toBe(200)
  expect(await seenHosts()).toEqual(new Set([health, finance]))
  const answer = await call(api, officer, { method: 'GET', url: '/api/organisations' })
  const { organisations } = routes.organisations.output.parse(answer.json())
  expect(organisations.map(({ id, depth, parentId }) => [id, depth, parentId])).toEqual([
    [health, 0, null],
    [finance, 1, health],
  ])
})

test('whoever stands below sees neither the name nor the id of what stands above', async () => {
  const { health, finance } = province
  const below = await signInAs(api, 'agency-officer', 'dũng', finance)
  for (const url of ['/api/organisations', `/api/organisations/${finance}`, '/api/agencies']) {
    const answer = await call(api, below, { method: 'GET', url })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain(finance)
    expect(answer.body).not.toContain(health)
    expect(answer.body).not.toContain('Sở Y tế')
  }
})

test('the session says whose part of the tree somebody sees', async () => {
  const session = async (as: SignedIn) =>
    (await call(api, as, { method: 'GET', url: '/api/session' })).json().user
  expect(await session(officer)).toMatchObject({
    role: 'agency-officer',
    agency: { id: province.health, name: 'Sở Y tế' },
  })
  expect(await session(administrator)).toMatchObject({ agency: null })
})

test('an account of an agency role that has lost its agency sees nothing, not everything', async () => {
  const lost = await signInAs(api, 'agency-head', 'lạc', province.health)
  await api.store.db
    .updateTable('console_user')
    .set({ agency_id: null })
    .where('name', '=', 'lạc')
    .execute()
  const get = (url: string) => call(api, lost, { method: 'GET', url })
  expect((await get('/api/hosts')).json()).toMatchObject({ total: 0, hosts: [] })
  expect((await get('/api/reports')).json()).toMatchObject({ total: 0, reports: [] })
  expect((await get('/api/imports')).json()).toEqual({ imports: [], total: 0 })
  expect((await get('/api/trend')).json()).toMatchObject({ code: 'AGENCY_NOT_FOUND' })
})

test.each(roles)(
  'an account that is %s is made with the agency that goes with it alone',
  async (role) => {
    const isOfAgency = agencyRoles.some((one) => one === role)
    const make = (agencyId: string | null) =>
      createUser(api.store.db, { name: `mới ${role}`, passwordHash: 'x', role, agencyId }, by())
    await expect(make(isOfAgency ? null : province.health)).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    })
    if (isOfAgency) {
      await expect(make('nothing')).rejects.toMatchObject({ code: 'AGENCY_NOT_FOUND' })
    }
    const user = await make(isOfAgency ? province.health : null)
    expect(user.agency?.id ?? null).toBe(isOfAgency ? province.health : null)
  },
)

test('an officer of an agency prepares and sends its report, and its head confirms it', async () => {
  const head = await signInAs(api, 'agency-head', 'trưởng', province.health)
  const adopt = { obligationId: 'tq1670.o01', fromDay: '2026-01-01', basis: 'Công văn 12' }
  const adopted = await call(api, administrator, {
    method: 'POST',
    url: '/api/obligation-adoptions',
    body: adopt,
  })
  expect(adopted.statusCode).toBe(200)
  const url = `/api/obligations/tq1670.o01/2026-Q4/${province.health}`
  const take = async (as: SignedIn, step: string) => {
    const body = { step, person: 'Bà B', reason: step === 'returned' ? 'thiếu' : null }
    return (await call(api, as, { method: 'POST', url, body })).statusCode
  }
  const next = async (as: SignedIn) => (await call(api, as, { method: 'GET', url })).json().next
  expect(await take(officer, 'prepared')).toBe(200)
  expect(await next(officer)).toEqual(['prepared'])
  expect(await take(officer, 'confirmed')).toBe(403)
  expect(await next(head)).toEqual(['prepared', 'confirmed'])
  expect(await take(head, 'confirmed')).toBe(200)
  expect(await take(officer, 'sent')).toBe(200)
  for (const step of ['received', 'returned']) expect(await take(head, step)).toBe(403)
  expect(await take(administrator, 'received')).toBe(200)
})
