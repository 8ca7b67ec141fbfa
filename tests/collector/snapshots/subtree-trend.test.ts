import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayMs } from '#protocol/facts/spec.ts'
import { routes } from '#protocol/routes.ts'
import { createAgency } from '#store/agencies.ts'
import { takeDaily } from '#store/snapshots/taking.ts'
import { checkChain } from '#store/snapshots/verify.ts'
import {
  call,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { seededNowMs, seedProvince, type SeededProvince } from '#tests/support/seed.ts'
import { byAt, takingOf } from './taking.ts'

/** The department of finance is put under that of health before the second of three days is frozen. */
let api: RunningApi
let province: SeededProvince
let administrator: SignedIn
let officer: SignedIn
const atMs = (day: number) => seededNowMs + day * dayMs

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store, 24)
  const freeze = async (day: number) => {
    api.clock.nowMs = atMs(day)
    await takeDaily(takingOf(api.store), atMs(day), byAt(atMs(day)))
  }
  await freeze(0)
  api.clock.nowMs = atMs(1) - 3_600_000
  const mover = await signInAs(api, 'administrator', 'nguoi-chuyen')
  const change = {
    kind: 'move',
    agencyId: province.finance,
    parentId: province.health,
    onDay: '2026-11-19',
    source: 'Nghị quyết 12',
  }
  const moved = await call(api, mover, {
    method: 'POST',
    url: '/api/organisation-changes',
    body: { change },
  })
  if (moved.statusCode !== 200) throw new Error(moved.body)
  await freeze(1)
  await freeze(2)
  administrator = await signInAs(api, 'administrator')
  officer = await signInAs(api, 'agency-officer', 'lan', province.health)
}, 120_000)
afterAll(() => api.stop())

const get = async (url: string, as: SignedIn) => {
  const answer = await call(api, as, { method: 'GET', url })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json()
}
async function trendOf(query: string, as = administrator) {
  return routes.trend.output.parse(await get(`/api/trend?${query}`, as))
}
async function figuresOf(query: string, as = administrator) {
  const { indicators } = routes.overview.output.parse(await get(`/api/overview?${query}`, as))
  return indicators.map(({ id, worst, best }) => ({ id, worst, best }))
}
type Trend = Awaited<ReturnType<typeof trendOf>>
const newestOf = ({ lines }: Trend) =>
  lines.map(({ indicatorId: id, points }) => {
    const { worst, best } = points.at(-1) ?? {}
    return { id, worst, best }
  })

test('the newest day of an agency with sub-units is the number that the overview shows of the same machines', async () => {
  const { health } = province
  const whole = await trendOf(`under=${health}`)
  expect(whole.isWithParts).toBe(true)
  expect(newestOf(whole)).toEqual(await figuresOf(`under=${health}`))
  const alone = await trendOf(`agency=${health}`)
  expect(alone.isWithParts).toBe(false)
  expect(newestOf(alone)).toEqual(await figuresOf(`agency=${health}`))
  expect(newestOf(alone)).not.toEqual(newestOf(whole))
})

test('who sees an agency with its sub-units is shown the trend of all of them', async () => {
  const own = await trendOf('', officer)
  expect(own.agencyId).toBe(province.health)
  expect(newestOf(own)).toEqual(await figuresOf('', officer))
})

test('before anything stood under it, its own day is that of all of it', async () => {
  const { health } = province
  const whole = await trendOf(`under=${health}`)
  const alone = await trendOf(`agency=${health}`)
  const firstOf = (trend: Trend) => trend.lines.map(({ points }) => points[0])
  expect(whole.lines[0]?.points).toHaveLength(3)
  expect(firstOf(whole)).toEqual(firstOf(alone))
})

test('an agency under which nothing stands has one trend, whichever way it is asked for', async () => {
  const { health, finance } = province
  const { lines } = await trendOf(`under=${finance}`)
  expect(lines).toEqual((await trendOf(`agency=${finance}`)).lines)
  expect(lines[0]?.points).toHaveLength(3)
  const another = { name: 'Sở Nội vụ', kind: 'agency', isSample: false }
  const by = { actor: 'command', address: null, nowMs: atMs(2), newId: randomUUID }
  const { id } = await createAgency(api.store.db, another, by)
  expect((await trendOf(`under=${id}`)).lines).toEqual([])
  const foreign = await call(api, officer, { method: 'GET', url: `/api/trend?under=${id}` })
  expect([foreign.statusCode, health]).toEqual([404, province.health])
})

test('a day of a subtree that is not what was frozen is found', async () => {
  expect((await checkChain(api.store.reader)).faults).toEqual([])
  const key = `+${province.health}`
  await api.store.db
    .updateTable('trend')
    .set({ points: '[]' })
    .where('agency_id', '=', key)
    .execute()
  const { faults } = await checkChain(api.store.reader)
  expect(new Set(faults.map(({ fault, detail }) => `${fault} ${detail}`))).toEqual(
    new Set(['trend-differs Sở Y tế']),
  )
})
