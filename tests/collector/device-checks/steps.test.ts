import { afterAll, beforeAll, expect, test } from 'vitest'
import { storeResult } from '#store/device-checks/store-result.ts'
import { hostId, type HostId } from '#protocol/values.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'
import { deviceOf } from '../access/two-agencies.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from '../api/running-api.ts'
import { ownKeys, signedOtherwise, signedText, stranger } from './made-authorisation.ts'

let api: RunningApi
let province: SeededProvince
let administrator: SignedIn
let head: SignedIn
let cert: SignedIn
let host: HostId
let device: string

const get = async (url: string, as = administrator) =>
  (await call(api, as, { method: 'GET', url })).json()
const post = async (url: string, body: object, as = administrator) =>
  (await call(api, as, { method: 'POST', url, body })).json()

beforeAll(async () => {
  api = await startApi({ deviceCheckKeys: ownKeys })
  province = await seedProvince(api.store, 6)
  administrator = await signInAs(api, 'administrator')
  head = await signInAs(api, 'agency-head', 'thu-truong', province.health)
  cert = await signInAs(api, 'cert')
  const [row] = await api.store.db
    .selectFrom('host')
    .select('id')
    .where('agency_id', '=', province.health)
    .execute()
  host = hostId.parse(row?.id)
  device = await registered('CAM-01', '192.168.1.40', '00:40:8c:12:34:56')
})
afterAll(() => api.stop())

async function registered(code: string, address: string, mac: string): Promise<string> {
  const { body, ...rest } = deviceOf(province.health, code)
  const entry = { ...rest, body: { ...body, address, mac } }
  const { entryId } = (await post('/api/register/entries', entry)).entry
  const review = { status: 'under-review', answers: {}, expectedRevision: 0 }
  await post(`/api/devices/${entryId}/reviews`, review)
  return entryId
}

const named = (entryId: string) => ({ entryId, protocol: 'http', port: 80, certificate: null })
const wanted = (more: object = {}) => ({
  agencyId: province.health,
  hostId: host,
  document: 'Kế hoạch 12/KH-UBND',
  approvedBy: 'Giám đốc Sở',
  subnet: '192.168.1.0/24',
  untilDay: day(20),
  window: { from: 480, until: 1020 },
  devices: [named(device)],
  ...more,
})
const day = (shift: number) =>
  new Date(api.clock.nowMs + 7 * 3_600_000 + shift * 86_400_000).toISOString().slice(0, 10)
const drafted = async () => post('/api/device-checks', wanted())
const agreedOn = async () => {
  const { id } = await drafted()
  const body = { isAgreed: true, expectedRevision: 1 }
  const view = await post(`/api/device-checks/${id}/agreement`, body, head)
  const { text } = await get(`/api/device-checks/${id}/text`)
  return { id, view, text }
}
const uploaded = (id: string, file: string, expectedRevision = 2) =>
  post(`/api/device-checks/${id}/signed`, { file, expectedRevision })

test('a text is signed after the head of the agency agreed, with name and time in it', async () => {
  const { id, view, text } = await agreedOn()
  expect(view).toMatchObject({ state: 'agreed', agreed: { by: 'thu-truong' }, revision: 2 })
  expect(JSON.parse(text)).toMatchObject({ agreedBy: expect.stringMatching(/^thu-truong, 20/) })
  expect(await uploaded(id, signedText(text))).toMatchObject({ state: 'signed', revision: 3 })
})

test.each([
  ['by a stranger', (text: string) => signedText(text, stranger), 'DEVICE_CHECK_NOT_SIGNED'],
  ['by nobody', (text: string) => `${text.trim()}\nAAAA\n`, 'DEVICE_CHECK_NOT_SIGNED'],
  [
    'for more hours',
    (text: string) => signedOtherwise(text, { window: { from: 0, until: 1440 } }),
    'DEVICE_CHECK_SIGNED_OTHERWISE',
  ],
  [
    'for another agency',
    (text: string) => signedOtherwise(text, { agencyId: 'another' }),
    'DEVICE_CHECK_SIGNED_OTHERWISE',
  ],
  [
    'for a whole range',
    (text: string) => signedOtherwise(text, { subnet: '192.168.0.0/16' }),
    'DEVICE_CHECK_TOO_WIDE',
  ],
])('a text that is signed %s is refused', async (_what, fileOf, code) => {
  const { id, text } = await agreedOn()
  expect(await uploaded(id, fileOf(text))).toMatchObject({ code })
  expect(await get(`/api/device-checks/${id}`)).toMatchObject({ state: 'agreed' })
})

test('an earlier text is not taken after a later one, and none when its days are over', async () => {
  const [first, second] = [await agreedOn(), await agreedOn()]
  await uploaded(second.id, signedText(second.text))
  const { code } = await uploaded(first.id, signedText(first.text))
  expect(code).toBe('DEVICE_CHECK_OLDER')
  const third = await agreedOn()
  const before = api.clock.nowMs
  api.clock.nowMs += 30 * 86_400_000
  administrator = await signInAs(api, 'administrator', 'later')
  expect(await uploaded(third.id, signedText(third.text))).toMatchObject({
    code: 'DEVICE_CHECK_EXPIRED',
  })
  api.clock.nowMs = before
})

test.each([
  ['a subnet wider than /22', { subnet: '192.168.0.0/16' }, 'REQUEST_INVALID'],
  ['a public subnet', { subnet: '8.8.8.0/24' }, 'DEVICE_CHECK_TOO_WIDE'],
  ['another subnet than that of its devices', { subnet: '10.1.1.0/24' }, 'DEVICE_CHECK_TOO_WIDE'],
  ['a year', { untilDay: '2099-01-01' }, 'DEVICE_CHECK_TOO_WIDE'],
  ['a device nobody registered', { devices: [named('nobody')] }, 'DEVICE_CHECK_DEVICE_UNFIT'],
  ['a host of nobody', { hostId: 'k4xq7m2c5wz3hnd6b2rtyaoev4' }, 'DEVICE_CHECK_HOST_UNFIT'],
])('a draft for %s is refused', async (_what, more, code) => {
  expect(await post('/api/device-checks', wanted(more))).toMatchObject({ code })
})

test('who does not agree says why, and nobody of the province can agree', async () => {
  const { id } = await drafted()
  const url = `/api/device-checks/${id}/agreement`
  const no = { isAgreed: false, expectedRevision: 1 }
  expect(await post(url, { ...no, isAgreed: true })).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await post(url, no, head)).toMatchObject({ code: 'DEVICE_CHECK_REASON_MISSING' })
  const other = await signInAs(api, 'agency-head', 'noi-khac', province.finance)
  expect(await post(url, no, other)).toMatchObject({ code: 'DEVICE_CHECK_NOT_FOUND' })
  const refused = await post(url, { ...no, reason: 'Chưa thông báo' }, head)
  expect(refused).toMatchObject({ state: 'refused', refused: { reason: 'Chưa thông báo' } })
})

test('the head of an agency above sees a draft and does not agree in its place', async () => {
  const { health, finance } = province
  const move = {
    kind: 'move',
    agencyId: health,
    parentId: finance,
    onDay: '2026-11-18',
    source: null,
  }
  await post('/api/organisation-changes', { change: move })
  const above = await signInAs(api, 'agency-head', 'cap-tren', finance)
  const { id } = await drafted()
  expect(await get(`/api/device-checks/${id}`, above)).toMatchObject({ state: 'draft' })
  const yes = { isAgreed: true, expectedRevision: 1 }
  const url = `/api/device-checks/${id}/agreement`
  expect(await post(url, yes, above)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await post(url, yes, head)).toMatchObject({ state: 'agreed' })
})

test('the switch of the province is CERT’s and the administrator’s, and says who and why', async () => {
  const body = { isStopped: true, reason: 'Sự cố camera', expectedRevision: 0 }
  expect(await post('/api/device-checks/switch', body, head)).toMatchObject({ code: 'NOT_ALLOWED' })
  const stopped = await post('/api/device-checks/switch', body, cert)
  expect(stopped).toMatchObject({ isStopped: true, changed: { by: 'cert' }, keys: 1 })
  const again = { isStopped: false, reason: 'Đã xử lý', expectedRevision: stopped.revision }
  expect(await post('/api/device-checks/switch', again)).toMatchObject({ isStopped: false })
})

test('a default that is found takes a cleared device back; that it is gone clears nothing', async () => {
  const mac = '00:40:8c:00:00:07'
  device = await registered('CAM-07', '192.168.1.47', mac)
  const { items } = await get(`/api/devices/${device}`)
  const answers = Object.fromEntries(items.map((item: string) => [item, 'yes']))
  await post(`/api/devices/${device}/reviews`, { status: 'cleared', answers, expectedRevision: 1 })
  expect((await get(`/api/devices/${device}`)).device.finding).toBe(null)
  const { id, text } = await agreedOn()
  await uploaded(id, signedText(text))
  const { sequence: authorisation } = JSON.parse(text)
  const found = async (result: object) => {
    api.clock.nowMs += 60_000
    const receivedMs = api.clock.nowMs
    const report = { mac, checkedMs: receivedMs, rules: 'r', attempts: 1, ...result }
    const arrived = { hostId: host, authorisation, report, receivedMs }
    return api.store.db
      .transaction()
      .execute((trx) => storeResult(trx, arrived as Parameters<typeof storeResult>[1]))
  }
  expect(await found({ result: { verdict: 'default', rule: 'lab' } })).toBe(true)
  expect((await get(`/api/devices/${device}`)).device).toMatchObject({
    standing: 'under-review',
    finding: { severity: 'critical' },
  })
  await found({ result: { verdict: 'this-default-not-in-use', rule: 'lab' } })
  expect((await get(`/api/devices/${device}`)).device).toMatchObject({
    standing: 'under-review',
    finding: { severity: 'high' },
  })
  const results = await get(`/api/device-checks/results?device=${device}`)
  expect(results.counts).toMatchObject({ default: 1, 'this-default-not-in-use': 1 })
})
