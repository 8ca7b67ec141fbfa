import { afterEach, beforeEach, expect, test } from 'vitest'
import { firstPlan } from '#domain/rollout.ts'
import { releaseStandings, type HostProgress } from '#protocol/release-views.ts'
import { readRingHosts } from '#store/releases/progress.ts'
import { askAs, type Ask } from '#tests/collector/exports/asking.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from '../api/running-api.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { holdRelease } from '#tests/support/update/held-release.ts'
import { byAt } from '../snapshots/taking.ts'

let api: RunningApi
let administrator: SignedIn
let ask: Ask
let hostIds: string[]
beforeEach(async () => {
  api = await startApi()
  await seedProvince(api.store)
  administrator = await signInAs(api, 'administrator')
  ask = askAs(api, administrator)
  hostIds = (await readRingHosts(api.store.db)).map(({ id }) => id).sort()
  await holdRelease(api.store.db, 3, byAt(seededNowMs))
})
afterEach(() => api.stop())

const post = (what: string, body: object) =>
  call(api, administrator, { method: 'POST', url: `/api/releases/3/${what}`, body })
const theRelease = async () => {
  const [release] = (await ask('releases')).releases
  if (!release) throw new Error('no release')
  return release
}
const begin = (host: number, ring: number, state: HostProgress) =>
  api.store.db
    .insertInto('release_host')
    .values({
      sequence: 3,
      host_id: hostIds[host] ?? '',
      ring,
      began_ms: seededNowMs,
      state,
      why: state === 'went-back' ? 'not-proved' : null,
    })
    .execute()

test('every number of every ring is that of the list which it opens', async () => {
  const pilotHosts = hostIds.slice(0, 2)
  const plan = { ...firstPlan, pilotHosts, percents: [40, 100] }
  expect((await post('start', { revision: 1, plan })).statusCode).toBe(200)
  await begin(0, 0, 'proved')
  await begin(1, 0, 'went-back')
  await begin(2, 1, 'began')
  // It began in a ring that the plan no longer has.
  await begin(3, 6, 'lost')
  const { pilots, rings, troubled } = await theRelease()
  expect(pilots.map(({ hostId }) => hostId).sort()).toEqual(pilotHosts)
  expect(rings.reduce((sum, { hosts }) => sum + hosts, 0)).toBe(hostIds.length)
  for (const { counts, hosts, ring } of rings) {
    const inRing = { params: { sequence: '3' }, query: { ring: String(ring) } }
    expect((await ask('releaseHosts', inRing)).total).toBe(hosts)
    for (const standing of releaseStandings) {
      const asked = { ...inRing, query: { ...inRing.query, standing } }
      const { hosts: rows, total } = await ask('releaseHosts', asked)
      expect([total, rows.length], `${ring} ${standing}`).toEqual(Array(2).fill(counts[standing]))
      expect(rows.every((one) => one.ring === ring && one.state === standing)).toBe(true)
    }
  }
  const all = await ask('releaseHosts', {
    params: { sequence: '3' },
    query: { standing: 'troubled' },
  })
  expect([all.total, all.hosts]).toEqual([2, troubled])
  expect(troubled.map(({ state, why }) => [state, why]).sort()).toEqual([
    ['lost', null],
    ['went-back', 'not-proved'],
  ])
})

test('whoever pauses says why, and it stands on the screen until it goes on', async () => {
  await post('start', { revision: 1, plan: firstPlan })
  expect((await post('pause', { revision: 2 })).statusCode).toBe(400)
  expect((await post('pause', { revision: 2, reason: '  ' })).statusCode).toBe(400)
  expect((await theRelease()).pause).toBeNull()
  const reason = 'Máy in của Sở Y tế ngừng in'
  expect((await post('pause', { revision: 2, reason })).statusCode).toBe(200)
  expect((await theRelease()).pause).toMatchObject({ reason, failed: null, ended: null })
  await post('start', { revision: 3, plan: firstPlan })
  expect((await theRelease()).pause).toBeNull()
})

test('the computers of a release that is not there are nobody’s', async () => {
  const url = '/api/releases/99/hosts'
  expect((await call(api, administrator, { method: 'GET', url })).statusCode).toBe(404)
})
