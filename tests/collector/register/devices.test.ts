import { afterAll, beforeAll, expect, test } from 'vitest'
import { itemsOf } from '#protocol/devices.ts'
import { placesOf } from '#store/devices/read-devices.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from '../api/running-api.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'
import { deviceOf } from '../access/two-agencies.ts'

let api: RunningApi
let province: SeededProvince
let officer: SignedIn
let reader: SignedIn

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store, 6)
  officer = await signInAs(api, 'agency-officer', 'can-bo-y-te', province.health)
  reader = await signInAs(api, 'cert')
})
afterAll(() => api.stop())

const get = async (url: string, as = officer) =>
  (await call(api, as, { method: 'GET', url })).json()
const post = (url: string, body: object, as = officer) =>
  call(api, as, { method: 'POST', url, body })
const declare = async (code: string, more: object = {}) => {
  const { body, ...rest } = deviceOf(province.health, code)
  const answer = await post('/api/register/entries', { ...rest, body: { ...body, ...more } })
  return answer.json()
}
const declared = async (code: string, more?: object): Promise<string> =>
  (await declare(code, more)).entry.entryId
const review = async (id: string, wanted: object, as = officer) => {
  api.clock.nowMs += 1000
  const seen = await get(`/api/devices/${id}`)
  const expectedRevision = seen.reviews[0]?.revision ?? 0
  return post(`/api/devices/${id}/reviews`, { answers: {}, expectedRevision, ...wanted }, as)
}
const allOf = (kind: 'camera' | 'router') =>
  Object.fromEntries(itemsOf(kind).map((item) => [item, 'yes']))
const cleared = { status: 'cleared', answers: allOf('camera') }

test.each([
  ['8.8.8.8', 'address-public'],
  ['192.168.1.0/24', 'address-range'],
  ['camera-cong', 'address-name'],
])('a device with the address %s is refused: %s', async (address, fault) => {
  expect(await declare('XX-1', { address })).toMatchObject({
    code: 'ENTRY_BODY_INVALID',
    params: { detail: `address (${fault})` },
  })
})

test('a device in use is a finding until every question is settled and it is cleared', async () => {
  const id = await declared('CAM-01')
  const before = await get(`/api/devices/${id}`)
  expect(before.device).toMatchObject({
    standing: 'new',
    finding: { severity: 'high', sinceDay: '2026-01-01', reopened: 0 },
  })
  const early = await review(id, { status: 'cleared', answers: { 'password-changed': 'yes' } })
  expect(early.json()).toMatchObject({ code: 'DEVICE_CHECKLIST_OPEN', params: { open: 6 } })
  const done = await review(id, cleared)
  expect(done.json().device).toMatchObject({ standing: 'cleared', finding: null })
})

test('a finding that comes back has its history', async () => {
  const id = await declared('CAM-02')
  await review(id, cleared)
  const again = await review(id, {
    status: 'under-review',
    answers: { 'password-changed': 'no' },
  })
  expect(again.json().device.finding).toMatchObject({ severity: 'critical', reopened: 1 })
  expect(again.json().open).toMatchObject([{ untilDay: null }, { fromDay: '2026-01-01' }])
})

test('another model under the same code has to be reviewed again', async () => {
  const id = await declared('CAM-03')
  await review(id, cleared)
  const { versions } = await get(`/api/register/entries/${id}`)
  const body = { ...versions[0].body, model: 'DS-9999' }
  const expectedRevision = versions[0].rowId
  const fromDay = '2026-02-01'
  await post(`/api/register/entries/${id}/versions`, { body, fromDay, expectedRevision })
  expect((await get(`/api/devices/${id}`)).device).toMatchObject({
    standing: 'under-review',
    isChanged: true,
    settled: 0,
  })
})

test('a refusal needs a reason, and what is not asked of a kind is not answered', async () => {
  const id = await declared('CAM-04')
  expect((await review(id, { status: 'refused' })).json().code).toBe('DEVICE_NOTE_MISSING')
  const foreign = await review(id, { status: 'under-review', answers: { 'rules-reviewed': 'yes' } })
  expect(foreign.json().code).toBe('DEVICE_ITEM_NOT_ASKED')
  const late = await review(id, { status: 'under-review', dueDay: '2020-01-01' })
  expect(late.json().code).toBe('WORK_DUE_PAST')
})

test('of two who decide at once the second is told, and CERT reads alone', async () => {
  const id = await declared('CAM-05')
  const first = { status: 'refused', note: 'hãng ngừng hỗ trợ' }
  expect((await review(id, first)).statusCode).toBe(200)
  expect((await review(id, { ...first, expectedRevision: 0 })).json().code).toBe(
    'CHANGED_MEANWHILE',
  )
  expect((await review(id, first, reader)).json().code).toBe('NOT_ALLOWED')
  expect((await get(`/api/devices/${id}`, reader)).device.finding.severity).toBe('critical')
})

test('each number of the list opens as many devices, the worst first, marks passed over', async () => {
  await declared('KHO-1', { state: 'in-store', stateReason: 'dự phòng', place: 'Tầng hầm' })
  const { counts, devices } = await get('/api/devices')
  for (const [show, count] of Object.entries(counts)) {
    expect([show, (await get(`/api/devices?show=${show}`)).total]).toEqual([show, count])
  }
  expect(devices[0].finding.severity).toBe('critical')
  expect(devices.at(-1).finding).toBeNull()
  expect((await get('/api/devices?q=tang%20ham')).devices[0].code).toBe('KHO-1')
})

test('a device is called as it is declared of the day, and by nothing once it is withdrawn', async () => {
  const id = await declared('CAM-06', { place: 'Cổng' })
  const placeOn = async (today: string) =>
    (await placesOf(api.store.reader, [id, 'nothing'], today)).get(id) ?? null
  expect(await placeOn('2026-11-18')).toEqual({ code: 'CAM-06', place: 'Cổng' })
  expect(await placeOn('2025-12-31')).toBeNull()
  const url = `/api/register/entries/${id}/withdrawal`
  const { versions } = await get(`/api/register/entries/${id}`)
  const answer = await post(url, {
    fromDay: '2026-03-01',
    evidence: 'thanh lý',
    expectedRevision: versions[0].rowId,
  })
  expect([answer.statusCode, answer.body]).toEqual([200, answer.body])
  expect(await placeOn('2026-02-28')).toEqual({ code: 'CAM-06', place: 'Cổng' })
  expect(await placeOn('2026-11-18')).toBeNull()
})
