import { createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plansOfProvince } from '#domain/plan.ts'
import { mondayAgency, mondayHead } from '#protocol/monday.ts'
import { handCheckResult, handCheckView } from '#protocol/hand-checks.ts'
import { sharedState, signedShare } from '#protocol/sharing.ts'
import { routes } from '#protocol/routes.ts'
import { takeSnapshot } from '#store/snapshots/take.ts'
import {
  call,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { byAt } from '#tests/collector/snapshots/taking.ts'
import { seededNowMs, seedProvince, type SeededProvince } from '#tests/support/seed.ts'

let api: RunningApi
let administrator: SignedIn
let reader: SignedIn
let province: SeededProvince

beforeAll(async () => {
  api = await startApi()
  api.clock.nowMs = Date.parse('2026-12-22T08:00:00+07:00')
  province = await seedProvince(api.store, 40)
  administrator = await signInAs(api, 'administrator')
  reader = await signInAs(api, 'leader')
}, 60_000)
afterAll(() => api.stop())

const get = (url: string, as = reader) => call(api, as, { method: 'GET', url })
const post = (url: string, body: object, as = administrator) =>
  call(api, as, { method: 'POST', url, body })

async function freeze(kind: 'daily' | 'period', period: string | null) {
  const [plan] = plansOfProvince('quang-ngai')
  if (!plan) throw new Error('no plan')
  await takeSnapshot(
    api.store,
    {
      kind,
      provinceId: 'quang-ngai',
      plan,
      planVersion: 1,
      period,
      moment: { cutOffMs: seededNowMs, knownMs: seededNowMs },
      dueKey: null,
      reason: null,
      amends: null,
      contextRevision: 'x',
      settings: {},
    },
    byAt(seededNowMs),
  )
  return plan.id
}

test('before anything is frozen there is no sheet, and nothing to share, said in words', async () => {
  const plan = plansOfProvince('quang-ngai')[0]?.id ?? ''
  for (const url of [`/api/monday?plan=${plan}`, `/api/monday/${province.health}?plan=${plan}`]) {
    const answer = await get(url)
    expect([answer.statusCode, answer.json()]).toEqual([200, { sheet: null }])
  }
  const share = await call(api, administrator, { method: 'GET', url: '/api/share/2026-Q4' })
  expect(share.json()).toEqual({ code: 'SHARING_NO_SNAPSHOT', params: { period: '2026-Q4' } })
})

test('the calendar of a province, taken on by its own document, and the flow of a report', async () => {
  const empty = routes.obligations.output.parse((await get('/api/obligations')).json())
  expect(empty.adoptable.map(({ id }) => id)).toEqual(['tq1670.o01'])
  expect(empty.occurrences.map(({ obligationId }) => obligationId)).toEqual([
    'nd331.o01',
    'nd331.o02',
  ])
  const wanted = { obligationId: 'tq1670.o01', fromDay: '2026-01-01', basis: 'Công văn 12' }
  expect((await post('/api/obligation-adoptions', wanted, reader)).statusCode).toBe(403)
  expect((await post('/api/obligation-adoptions', wanted)).statusCode).toBe(200)
  const list = '/api/obligations/tq1670.o01/2026-Q4'
  const senders = routes.obligationSenders.output.parse((await get(list)).json())
  expect(senders.counts).toEqual({ overdue: 2, 'not-due': 0, late: 0, 'on-time': 0 })
  expect(senders.rows.map(({ name }) => name)).toEqual(['Sở Tài chính', 'Sở Y tế'])
  const step = { step: 'sent', person: 'Bà B', basis: 'Công văn 45/SYT-VP ngày 22/12/2026' }
  const refused = await post(`${list}/${province.health}`, step)
  expect(refused.json()).toMatchObject({ code: 'REPORT_STEP_NOT_NEXT' })
  for (const one of ['prepared', 'confirmed', 'sent']) {
    const answer = await post(`${list}/${province.health}`, { ...step, step: one })
    expect(answer.statusCode).toBe(200)
  }
  const late = routes.obligationSenders.output.parse((await get(`${list}?sending=late`)).json())
  expect(late.rows.map(({ name, daysLate }) => [name, daysLate])).toEqual([['Sở Y tế', 3]])
  expect((await get('/api/obligations/tq1670.o01/2026-Q9')).json()).toMatchObject({
    code: 'OBLIGATION_NOT_DUE',
  })
  expect((await post(`${list}/không-có`, step)).json()).toMatchObject({
    code: 'REPORT_SENDER_UNKNOWN',
  })
})

test('what an agency does with its report is written down for it by a document alone, which stands beside it', async () => {
  const place = `/api/obligations/tq1670.o01/2026-Q4/${province.finance}`
  const step = { step: 'prepared', person: 'Bà B' }
  expect((await post(place, step)).json()).toMatchObject({ code: 'REPORT_BASIS_MISSING' })
  expect((await post(place, { ...step, basis: ' ' })).statusCode).toBe(400)
  const basis = 'Công văn 31/STC-VP ngày 18/12/2026'
  expect((await post(place, { ...step, basis })).json()).toMatchObject({ basis })
  const head = await signInAs(api, 'agency-head', 'lanh-dao-tai-chinh', province.finance)
  const confirmed = { step: 'confirmed', person: 'Ông C, Giám đốc' }
  expect((await post(place, { ...confirmed, basis }, head)).json()).toMatchObject({
    code: 'REPORT_BASIS_UNASKED',
  })
  expect((await post(place, confirmed, head)).json()).toMatchObject({ basis: null })
  const { events } = routes.reportEvents.output.parse((await get(place)).json())
  expect(events.map((event) => [event.step, event.basis])).toEqual([
    ['prepared', basis],
    ['confirmed', null],
  ])
})

test('Monday’s sheets: the head sees who is late, an agency its machines with gains', async () => {
  await freeze('period', '2026-Q4')
  await freeze('daily', null)
  const head = mondayHead.parse((await get('/api/monday')).json().sheet)
  expect([head.signed, head.changes]).toEqual([null, []])
  expect(head.late.map(({ name }) => name)).toContain('Sở Tài chính')
  expect(head.late.map(({ name, period }) => `${name} ${period}`)).not.toContain('Sở Y tế 2026-Q4')
  const answer = await get(`/api/monday/${province.health}`)
  const agency = mondayAgency.parse(answer.json().sheet)
  expect(agency.machines.length).toBe(Math.min(10, agency.machinesTotal))
  expect(agency.machinesTotal).toBeGreaterThan(0)
  const own = province.hosts.filter(({ agencyId }) => agencyId === province.health)
  const ids = [...own.map(({ id }) => id), ...province.sharing]
  expect(agency.machines.every(({ id }) => ids.includes(id))).toBe(true)
})

test('what is shared verifies, names no machine, and is asked for by administrators alone', async () => {
  expect((await get('/api/share/2026-Q4')).statusCode).toBe(403)
  const answer = await call(api, administrator, { method: 'GET', url: '/api/share/2026-Q4' })
  const { document, signature, certificates } = signedShare.parse(answer.json())
  const key = createPublicKey(certificates)
  const isGood = (text: string) =>
    verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64'))
  expect(isGood(document)).toBe(true)
  expect(isGood(document.replace('2026-Q4', '2026-Q3'))).toBe(false)
  const shared = sharedState.parse(JSON.parse(document))
  expect(shared.agencies.map(({ name }) => name).toSorted()).toEqual(['Sở Tài chính', 'Sở Y tế'])
  for (const { id, sample } of province.hosts) {
    for (const secret of [id, sample.hostname, sample.address]) {
      expect(document).not.toContain(secret)
    }
  }
})

test('a hand check by the API: the sheet never tells what the system says', async () => {
  const draw = { agencyId: null, isStratified: true }
  const check = handCheckView.parse((await post('/api/hand-checks', draw)).json())
  const sheet = await get(`/api/hand-checks/${check.id}/sheet`)
  expect(sheet.statusCode).toBe(200)
  expect(sheet.body).not.toContain('"said"')
  expect(sheet.body).not.toContain('"state"')
  const before = await get(`/api/hand-checks/${check.id}`)
  expect(before.body).not.toContain('"said"')
  const finding = { position: 1, control: 'firewall-on', found: 'met' }
  const entered = await post(`/api/hand-checks/${check.id}/findings`, { findings: [finding] })
  expect(entered.json()).toEqual({ recorded: 1 })
  const after = handCheckResult.parse((await get(`/api/hand-checks/${check.id}`)).json())
  expect(after.findings).toHaveLength(1)
  const wrong = { findings: [{ ...finding, position: 99 }] }
  expect((await post(`/api/hand-checks/${check.id}/findings`, wrong)).json()).toMatchObject({
    code: 'HAND_CHECK_NOT_ASKED',
  })
})
