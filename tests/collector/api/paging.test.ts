import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostPage } from '#protocol/views.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from './running-api.ts'

let api: RunningApi
let province: SeededProvince
let officer: SignedIn

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store, 40)
  officer = await signInAs(api, 'officer')
})
afterAll(() => api.stop())

const page = async (query: string) => {
  const answer = await call(api, officer, { method: 'GET', url: `/api/hosts?${query}` })
  return hostPage.parse(answer.json())
}

/** Every page by its cursor; between two of them hosts change their place in every other order. */
async function readAll(query: string, meanwhile: () => Promise<void>): Promise<string[]> {
  const ids: string[] = []
  let after: string | null = ''
  while (after !== null) {
    const { hosts, next } = await page(`${query}&after=${encodeURIComponent(after)}`)
    ids.push(...hosts.map(({ id }) => id))
    after = next
    await meanwhile()
  }
  return ids
}

/** Every host becomes now the worst and now the best, and is heard of now. */
async function stir(): Promise<void> {
  const { db } = api.store
  const rows = await db.selectFrom('host').select(['id', 'states']).orderBy('id').execute()
  for (const [index, { id, states }] of rows.entries()) {
    const turned = [...states].reverse().join('')
    await db
      .updateTable('host')
      .set({ states: turned, last_received_ms: api.clock.nowMs + index })
      .where('id', '=', id)
      .execute()
  }
}

test('all pages of hosts by their cursor have every host once while hosts report', async () => {
  const listed = province.hosts.filter(({ agencyId }) => agencyId !== province.sample)
  const everyone = [...listed.map(({ id }) => id), ...province.sharing].sort()
  for (const pageSize of [7, everyone.length, 200]) {
    const ids = await readAll(`pageSize=${pageSize}&sort=worst`, stir)
    expect([pageSize, ids]).toEqual([pageSize, everyone])
  }
})

test('a cursor keeps the filters, and counts all that pass them', async () => {
  const quiet = () => Promise.resolve()
  const ids = await readAll(`agency=${province.health}&pageSize=3`, quiet)
  const whole = await page(`agency=${province.health}&pageSize=200`)
  expect(ids).toEqual(whole.hosts.map(({ id }) => id).sort())
  const second = await page(`agency=${province.health}&pageSize=3&after=${ids[2]}`)
  expect([second.total, second.hosts[0]?.id]).toEqual([whole.total, ids[3]])
})

test('by number a page has no cursor, and a cursor that is no host is refused', async () => {
  expect((await page('pageSize=3')).next).toBeNull()
  const wrong = await call(api, officer, { method: 'GET', url: '/api/hosts?after=%27' })
  expect([wrong.statusCode, wrong.json().code]).toEqual([400, 'REQUEST_INVALID'])
})
