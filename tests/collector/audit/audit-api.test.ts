import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditRoutes } from '#protocol/audit-routes.ts'
import { retentionView } from '#protocol/retention.ts'
import { recordAudit } from '#store/audit.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from '../api/running-api.ts'
import { until } from '#tests/support/processes.ts'

let api: RunningApi
let administrator: SignedIn
let auditor: SignedIn

beforeAll(async () => {
  api = await startApi()
  administrator = await signInAs(api, 'administrator')
  auditor = await signInAs(api, 'auditor')
  for (let index = 0; index < 130; index += 1) {
    await recordAudit(api.store.db, {
      actor: index % 2 === 0 ? 'user bình' : 'command',
      action: index % 10 === 0 ? 'create-agency' : 'revoke-token',
      subject: `mục ${index}`,
      before: index === 77 ? { name: 'Sở Tài nguyên và Môi trường' } : undefined,
      after: { index },
      address: '192.0.2.7',
      atMs: api.clock.nowMs + index * 3_600_000,
    })
  }
})
afterAll(() => api.stop())

const get = async (url: string, as = auditor) =>
  (await call(api, as, { method: 'GET', url })).json()
const list = async (query: string) =>
  auditRoutes.audit.output.parse(await get(`/api/audit?${query}`))
const chain = async () => auditRoutes.auditChain.output.parse(await get('/api/audit-chain'))

test('pages go on where the last one ended, however many entries come in between', async () => {
  const whole = await list('pageSize=200')
  expect(whole.entries.length).toBe(whole.total)
  const seen: number[] = []
  let next: number | null = null
  do {
    const page = await list(`pageSize=20${next === null ? '' : `&before=${next}`}`)
    seen.push(...page.entries.map(({ id }) => id))
    next = page.next
    const entry = { actor: 'command', action: 'check-audit', subject: 'giữa chừng' }
    await recordAudit(api.store.db, { ...entry, address: null, atMs: api.clock.nowMs })
  } while (next !== null)
  expect(seen).toEqual(whole.entries.map(({ id }) => id))
  expect(seen).toEqual(seen.toSorted((left, right) => right - left))
})

test('filters compose, and search needs no marks and takes its words one by one', async () => {
  const found = await list('q=moi%20truong%20SO')
  expect(found).toMatchObject({ total: 1, next: null, entries: [{ subject: 'mục 77' }] })
  expect((await list('q=100%25')).total).toBe(0)
  const both = await list('who=user%20b%C3%ACnh&action=create-agency&pageSize=200')
  expect(both.total).toBe(13)
  expect(new Set(both.entries.map(({ action }) => action))).toEqual(new Set(['create-agency']))
  expect((await list('subject=m%E1%BB%A5c%203')).total).toBe(1)
})

test('days are days of Viet Nam, both of them included', async () => {
  const all = await list('pageSize=200&who=user%20b%C3%ACnh')
  const dayOf = (atMs: number) => new Date(atMs + 7 * 3_600_000).toISOString().slice(0, 10)
  const days = all.entries.map(({ atMs }) => dayOf(atMs))
  const day = days[20] ?? ''
  const found = await list(`pageSize=200&who=user%20b%C3%ACnh&from=${day}&to=${day}`)
  expect(found.total).toBe(days.filter((one) => one === day).length)
  expect(found.total).toBeGreaterThan(5)
})

test('an entry opens to what stood before and after, with its place in the chain', async () => {
  const [found] = (await list('q=moi%20truong')).entries
  const entry = await get(`/api/audit/${found?.id}`)
  expect(entry).toMatchObject({
    before: { name: 'Sở Tài nguyên và Môi trường' },
    after: { index: 77 },
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    previousHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(await get('/api/audit/999999')).toEqual({
    code: 'AUDIT_ENTRY_NOT_FOUND',
    params: { id: 999_999 },
  })
})

test('the file has what the filters leave, all of it, and taking it is written down', async () => {
  const url = '/api/audit-export?format=csv&action=create-agency&who=user%20b%C3%ACnh'
  const answer = await call(api, auditor, { method: 'GET', url })
  expect(answer.body.trim().split('\r\n')).toHaveLength(14)
  expect(answer.body).toContain('Thêm cơ quan, đơn vị')
  const [newest] = (await list('action=export-audit')).entries
  expect(await get(`/api/audit/${newest?.id}`)).toMatchObject({
    actor: 'user auditor',
    after: { rows: 13, format: 'csv', filters: { action: 'create-agency', who: 'user bình' } },
  })
})

test('a check that is started tells how far it is, ends, and is written down itself', async () => {
  expect(await chain()).toMatchObject({ last: null, running: null })
  const start = () => call(api, auditor, { method: 'POST', url: '/api/audit-chain/checks' })
  const started = auditRoutes.checkAudit.output.parse((await start()).json())
  expect(started.running?.of).toBeGreaterThan(130)
  expect((await start()).statusCode).toBe(200)
  await until('the check', async () => (await chain()).running === null)
  const { last } = await chain()
  expect(last).toMatchObject({ actor: 'user auditor', check: { faultsFound: 0, faults: [] } })
  const written = { actor: 'user khác' }
  await api.store.db.updateTable('audit').set(written).where('id', '=', 9).execute()
  await start()
  await until('the check', async () => (await chain()).running === null)
  expect((await chain()).last?.check).toMatchObject({
    faultsFound: 1,
    faults: [{ fault: 'hash-differs', id: 9 }],
  })
})

test('nobody but administrators and auditors reads the audit', async () => {
  for (const role of ['officer', 'leader', 'cert'] as const) {
    const as = await signInAs(api, role)
    for (const url of ['/api/audit', '/api/audit/1', '/api/audit-chain', '/api/audit-export']) {
      expect(await get(url, as), `${role} ${url}`).toEqual({ code: 'NOT_ALLOWED', params: {} })
    }
  }
})

test('how long something is kept is decided within its bounds, and written down', async () => {
  const decide = (days: number, as = administrator) =>
    call(api, as, {
      method: 'POST',
      url: '/api/retention/endedSessions',
      body: { days, expectedRevision: 0 },
    })
  expect((await decide(30, auditor)).statusCode).toBe(403)
  expect((await decide(91)).json()).toMatchObject({ code: 'REQUEST_INVALID' })
  const decided = retentionView.parse((await decide(30)).json())
  expect(decided).toMatchObject({
    days: 30,
    daysDefault: 7,
    decided: { author: 'user administrator' },
  })
  const [entry] = (await list('action=decide-retention')).entries
  expect(await get(`/api/audit/${entry?.id}`)).toMatchObject({
    subject: 'endedSessions',
    before: { days: 7 },
    after: { days: 30 },
  })
})
