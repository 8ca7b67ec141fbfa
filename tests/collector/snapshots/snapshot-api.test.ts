import { beforeAll, afterAll, expect, test } from 'vitest'
import { dayMs } from '#protocol/facts/spec.ts'
import { snapshotRoutes } from '#protocol/snapshot-routes.ts'
import type { SnapshotIndicator } from '#protocol/snapshot-views.ts'
import { snapshotView, type SnapshotView } from '#protocol/snapshots.ts'
import { takeDaily } from '#store/snapshots/taking.ts'
import { seededDays, seededNowMs, seedProvince, daysBefore } from '#tests/support/seed.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from '../api/running-api.ts'
import { byAt, takingOf } from './taking.ts'

const plan = 'qn-2458-2017'
const indicator = 'qn2458.i04'

let api: RunningApi
let reader: SignedIn
let administrator: SignedIn

beforeAll(async () => {
  api = await startApi()
  await seedProvince(api.store)
  for (const day of [seededDays.changed + 1, 1]) {
    await takeDaily(takingOf(api.store), daysBefore(day), byAt(daysBefore(day)))
  }
  reader = await signInAs(api, 'leader')
  administrator = await signInAs(api, 'administrator')
})
afterAll(() => api.stop())

const get = async (url: string) => (await call(api, reader, { method: 'GET', url })).json()
const post = (url: string, payload: object, as = administrator) =>
  call(api, as, { method: 'POST', url, payload })

async function listed(): Promise<SnapshotView[]> {
  const list = snapshotRoutes.snapshots.output.parse(await get(`/api/snapshots?plan=${plan}`))
  return list.snapshots
}

/** Nobody has compared a reader with a real machine here: all that controls measure is "tạm tính", but that one reports. */
const unchecked = (indicators: readonly SnapshotIndicator[]) => {
  const ids = indicators.flatMap(({ id, control }) =>
    control !== null && control !== 'reporting' ? [id] : [],
  )
  expect(ids.length).toBeGreaterThan(0)
  return ids
}

test('the list shows the newest first, with the head of the chain', async () => {
  const list = snapshotRoutes.snapshots.output.parse(await get('/api/snapshots'))
  const numbers = list.snapshots.map(({ number }) => number)
  expect(numbers).toEqual(numbers.toSorted((left, right) => right - left))
  expect(list.head).toEqual({ number: numbers[0], hash: list.snapshots[0]?.hash })
})

test('one snapshot opens with the figures of the province, and of an agency that is asked for', async () => {
  const [newest] = await listed()
  const whole = snapshotRoutes.snapshot.output.parse(await get(`/api/snapshots/${newest?.id}`))
  expect(whole.values.every(({ agencyId }) => agencyId === null)).toBe(true)
  expect(whole.values.length).toBe(whole.indicators.length)
  expect(whole.provisional).toEqual(unchecked(whole.indicators))
  const agency = whole.agencies[0]?.id ?? ''
  const url = `/api/snapshots/${newest?.id}?agency=${agency}`
  const own = snapshotRoutes.snapshot.output.parse(await get(url))
  expect(own.values.every(({ agencyId }) => agencyId === agency)).toBe(true)
})

test('what moved a number adds up, between snapshots and between moments', async () => {
  const [newer, older] = await listed()
  const query = `plan=${plan}&indicator=${indicator}`
  for (const sides of [
    `from=${older?.id}&to=${newer?.id}`,
    `fromMs=${older?.cutOffMs}&toMs=${newer?.cutOffMs}`,
    `fromMs=${daysBefore(30)}`,
  ]) {
    const answer = await get(`/api/what-moved?${query}&${sides}`)
    const moved = snapshotRoutes.whatMoved.output.parse(answer)
    const sum = moved.parts.reduce((total, part) => total + part.numerator, 0)
    expect(sum).toBe(moved.to.figure.numerator - moved.from.figure.numerator)
    expect(moved.parts.length).toBeGreaterThan(0)
  }
})

test('a moment gives what its snapshot froze', async () => {
  const [newest] = await listed()
  const url = `/api/values-at?plan=${plan}&atMs=${newest?.cutOffMs}&known=then`
  const at = snapshotRoutes.valuesAt.output.parse(await get(url))
  const frozen = snapshotRoutes.snapshot.output.parse(await get(`/api/snapshots/${newest?.id}`))
  expect(at.values).toEqual(frozen.values)
})

test('the trend has a point for each day with a snapshot', async () => {
  const trend = snapshotRoutes.trend.output.parse(await get(`/api/trend?plan=${plan}`))
  expect(trend.provisional).toEqual(unchecked(trend.indicators))
  const line = trend.lines.find(({ indicatorId }) => indicatorId === indicator)
  const frozen = await listed()
  expect(line?.points.map(({ snapshotNumber }) => snapshotNumber)).toEqual(
    frozen.map(({ number }) => number).toReversed(),
  )
})

test('the whole chain can be proved again', async () => {
  const check = snapshotRoutes.snapshotChain.output.parse(await get('/api/snapshot-chain'))
  expect(check.faults).toEqual([])
  expect(check.checked).toBe(check.head?.number)
})

test('a reader takes no snapshot, and an administrator none of the future', async () => {
  const body = { planId: plan, period: null, reason: 'họp giao ban' }
  expect((await post('/api/snapshots', body, reader)).statusCode).toBe(403)
  const ahead = await post('/api/snapshots', { ...body, period: '2026-Q4' })
  expect(ahead.json()).toMatchObject({ code: 'SNAPSHOT_CUT_OFF_IN_FUTURE' })
  expect((await post('/api/snapshots', { ...body, reason: '' })).json()).toMatchObject({
    code: 'REQUEST_INVALID',
  })
})

test('by hand a snapshot carries its reason, and its amendment another', async () => {
  const body = { planId: plan, period: null, reason: 'họp giao ban' }
  const taken = snapshotView.parse((await post('/api/snapshots', body)).json())
  expect(taken).toMatchObject({
    kind: 'daily',
    reason: 'họp giao ban',
    createdBy: 'user administrator',
  })
  const url = `/api/snapshots/${taken.id}/amendments`
  const amended = snapshotView.parse((await post(url, { reason: 'kê khai bổ sung' })).json())
  expect(amended).toMatchObject({
    kind: 'amendment',
    cutOffMs: taken.cutOffMs,
    amends: { snapshotId: taken.id, reason: 'kê khai bổ sung' },
  })
})

test('what was not there or is of another plan is answered with words', async () => {
  const [one] = await listed()
  const query = `indicator=${indicator}&from=${one?.id}`
  const other = snapshotRoutes.snapshots.output
    .parse(await get('/api/snapshots'))
    .snapshots.find(({ planId }) => planId !== plan)
  const cases: [string, string][] = [
    ['/api/snapshots/none', 'SNAPSHOT_NOT_FOUND'],
    [`/api/what-moved?${query}&to=${other?.id}`, 'SNAPSHOTS_OF_OTHER_PLANS'],
    [`/api/what-moved?indicator=none&from=${one?.id}`, 'PLAN_INDICATOR_NOT_FOUND'],
    [`/api/what-moved?indicator=${indicator}`, 'REQUEST_INVALID'],
    [`/api/values-at?atMs=${seededNowMs + dayMs}`, 'SNAPSHOT_CUT_OFF_IN_FUTURE'],
    [`/api/values-at?atMs=${daysBefore(300)}`, 'SNAPSHOT_BEFORE_HISTORY'],
  ]
  for (const [url, code] of cases) expect(await get(url)).toMatchObject({ code })
})

test('a cut-off is decided by an administrator and holds for periods to come', async () => {
  const rule = { of: 'quarter', month: 3, day: 10, from: '2026-12-01' }
  const decided = snapshotRoutes.decideCutOff.output.parse(
    (await post('/api/cut-offs', { ...rule, expectedRevision: 0 })).json(),
  )
  expect(decided.rules).toContainEqual({ ...rule, author: 'user administrator' })
  const { cutOffs } = snapshotRoutes.cutOffs.output.parse(await get(`/api/cut-offs?plan=${plan}`))
  expect(cutOffs.find(({ period }) => period === '2026-Q4')).toMatchObject({
    cutOffMs: Date.UTC(2026, 11, 10, 17) - 1,
    isPast: false,
    snapshotId: null,
  })
})
