import { afterAll, beforeAll, expect, test } from 'vitest'
import { workGroups, workItems } from '#protocol/work.ts'
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
let officer: SignedIn

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store, 30)
  officer = await signInAs(api, 'officer')
})
afterAll(() => api.stop())

const get = async (url: string, as = officer) => {
  const answer = await call(api, as, { method: 'GET', url })
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`)
  return answer
}
/** The rows of a file of two columns without line ends in them. */
const rowsOf = async (query: string, as = officer) => {
  const { rawPayload } = await get(`/api/work/export?columns=remedy,machine&${query}`, as)
  const lines = rawPayload.toString('utf8').replace('\ufeff', '').trimEnd().split('\r\n')
  return lines.slice(1).map((line) => line.split(';'))
}
const groupsOf = async (query: string, as = officer) =>
  workGroups.parse((await get(`/api/work?${query}`, as)).json()).groups

test('the file of a remedy is the list of the screen, all pages, in its order', async () => {
  const [group] = (await groupsOf('')).toSorted((one, other) => other.machines - one.machines)
  const remedy = group?.remedy ?? ''
  const url = `/api/work/remedies/${remedy}?pageSize=3&page=`
  const names: string[] = []
  for (let page = 1; names.length < (group?.machines ?? 0); page += 1) {
    const { items } = workItems.parse((await get(`${url}${page}`)).json())
    if (items.length === 0) break
    names.push(...items.map(({ name }) => name))
  }
  expect(names.length).toBeGreaterThan(3)
  expect((await rowsOf(`remedy=${remedy}`)).map(([, name]) => name)).toEqual(names)
})

test('the file of the whole queue has as many rows as the groups have machines, and keeps the filters', async () => {
  for (const query of ['', `agency=${province.health}`, 'class=server', 'q=pc']) {
    const groups = await groupsOf(query)
    const machines = groups.reduce((sum, one) => sum + one.machines, 0)
    expect([query, (await rowsOf(query)).length]).toEqual([query, machines])
  }
})

test('somebody of an agency gets the work of that agency alone', async () => {
  const own = await signInAs(api, 'agency-officer', 'lan', province.health)
  const foreign = province.hosts
    .filter(({ agencyId }) => agencyId !== province.health)
    .map(({ sample }) => sample.hostname)
  const names = (await rowsOf('', own)).map(([, name]) => name)
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter((name) => foreign.includes(name ?? ''))).toEqual([])
})

test('owner, due date and evidence stand in both files', async () => {
  const [group] = await groupsOf('')
  const remedy = group?.remedy ?? ''
  const { items } = workItems.parse((await get(`/api/work/remedies/${remedy}`)).json())
  const [item] = items
  const change = { owner: { userId: null, name: 'Ông Bình' }, dueDay: '2026-12-31' }
  const wanted = { kind: item?.kind, id: item?.id, expectedRevision: 0 }
  const body = { remedy, items: [wanted], change }
  const url = '/api/work/decisions'
  expect((await call(api, officer, { method: 'POST', url, body })).statusCode).toBe(200)
  const { body: csv } = await get(
    `/api/work/export?remedy=${remedy}&owner=${encodeURI('Ông Bình')}`,
  )
  expect(csv).toContain('Ông Bình;31/12/2026;')
  const xlsx = await get(`/api/work/export?remedy=${remedy}&format=xlsx`)
  expect([...xlsx.rawPayload.subarray(0, 2)]).toEqual([0x50, 0x4b])
})
