import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadReportInput, type InputWanted } from '#collector/reports/input/load.ts'
import { periodOf } from '#domain/periods.ts'
import { translator } from '#i18n/translator.ts'
import { reportView } from '#protocol/reports.ts'
import { issueDraft, startDraft } from '#store/plans/drafts.ts'
import { takePeriod } from '#store/snapshots/taking.ts'
import { seededNowMs, seedProvince, type SeededProvince } from '#tests/support/seed.ts'
import { paragraphsOf } from '../reports/rendered.ts'
import { byAt, takingOf } from '../snapshots/taking.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from './running-api.ts'

let api: RunningApi
let province: SeededProvince
let admin: SignedIn
const period = '2026-Q4'

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store)
  admin = await signInAs(api, 'administrator')
  const quarter = periodOf(period)
  if (!quarter) throw new Error(period)
  await takePeriod(
    takingOf(api.store),
    { period: quarter, cutOffMs: seededNowMs },
    byAt(seededNowMs),
  )
})
afterAll(() => api.stop())

const create = (body: Record<string, unknown>) =>
  call(api, admin, { method: 'POST', url: '/api/reports', body })
const anAgencyReport = () => ({
  kind: 'agency-quarter',
  period,
  agencyId: province.health,
  planId: null,
})

test('a draft is made from the snapshot, confirmed, sent, and its files are given out', async () => {
  const made = reportView.parse((await create(anAgencyReport())).json())
  expect(made).toMatchObject({ state: 'draft', agencyName: 'Sở Y tế', snapshotNumber: 1 })
  const advance = (to: string) =>
    call(api, admin, {
      method: 'POST',
      url: `/api/reports/${made.id}/advance`,
      body: { to, basis: 'Công văn số 12/SYT-VP' },
    })
  expect((await advance('sent')).json()).toMatchObject({ code: 'REPORT_STATE_INVALID' })
  expect((await advance('confirmed')).json()).toMatchObject({ state: 'confirmed' })
  expect((await advance('sent')).json()).toMatchObject({ state: 'sent' })
  const file = await call(api, admin, { method: 'GET', url: `/api/reports/${made.id}/file/docx` })
  expect(file.headers['content-disposition']).toContain('khien-agency-quarter-2026-Q4')
  const text = paragraphsOf(new Uint8Array(file.rawPayload)).join('\n')
  expect(text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
  expect(text).not.toContain('DỰ THẢO')
})

test('without a plan named, a report speaks of the one that the screens show first', async () => {
  const own = await startApi()
  try {
    await seedProvince(own.store)
    const by = byAt(seededNowMs)
    const key = { provinceId: 'quang-ngai', planId: 'qn-2026' }
    const { validFrom, nowMs } = { validFrom: '2026-01-01', nowMs: seededNowMs }
    await startDraft(own.store.db, { ...key, copyOf: 'qn-2458-2017', validFrom }, by)
    await issueDraft(own.store.db, { ...key, version: 1 }, { ...by, expectedRevision: 1 })
    const quarter = periodOf(period)
    if (!quarter) throw new Error(period)
    await takePeriod(takingOf(own.store), { period: quarter, cutOffMs: nowMs }, by)
    const input = await loadReportInput(own.store.reader, wantedOf(null))
    expect(input.plan).toMatchObject({ id: 'qn-2026', version: 1 })
  } finally {
    await own.stop()
  }
})

test('a report that is printed again is the same, also after the machines have changed', async () => {
  const made = reportView.parse(
    (await create({ ...anAgencyReport(), kind: 'province-quarter', agencyId: null })).json(),
  )
  await api.store.db.updateTable('host').set({ hostname: 'DOI-TEN' }).execute()
  const again = await call(api, admin, { method: 'POST', url: `/api/reports/${made.id}/reprint` })
  expect(again.json()).toEqual({
    isIdentical: true,
    docxHash: made.docxHash,
    annexHash: made.annexHash,
  })
})

const wantedOf = (agencyId: string | null): InputWanted => ({
  kind: agencyId === null ? 'province-quarter' : 'agency-quarter',
  period,
  agencyId,
  planId: null,
  provinceId: 'quang-ngai',
  nowMs: seededNowMs,
  marking: null,
  narrative: { shortcomings: [], nextTasks: [], proposals: [] },
  letterhead: {},
  licencePriceVnd: null,
})

test('the rows behind every frozen number add up to it', async () => {
  for (const agencyId of [province.health, null]) {
    const input = await loadReportInput(api.store.reader, wantedOf(agencyId))
    const summed = input.indicators.map(({ id }) => {
      const rows = input.rows.filter(({ indicatorId }) => indicatorId === id)
      const sum = (name: 'numerator' | 'denominator') =>
        rows.reduce((total, row) => total + row[name], 0)
      return { id, numerator: sum('numerator'), denominator: sum('denominator') }
    })
    const figures = input.indicators.map(({ id, figure }) => ({
      id,
      ...(figure ?? { numerator: 0, denominator: 0 }),
    }))
    expect(summed).toEqual(figures)
    expect(input.rows.length).toBeGreaterThan(5)
  }
})

test.each([
  ['a period without a snapshot', { period: '2019-Q1' }, 'REPORT_WITHOUT_SNAPSHOT'],
  ['a period that is no quarter', { period: '2026' }, 'REPORT_PERIOD_INVALID'],
  ['an agency that nobody knows', { agencyId: 'nobody' }, 'AGENCY_NOT_FOUND'],
  ['no agency', { agencyId: null }, 'REPORT_AGENCY_INVALID'],
  ['a template that nobody knows', { templateId: 'nothing' }, 'TEMPLATE_NOT_FOUND'],
])('%s is refused in words', async (_, patch, code) => {
  const answer = await create({ ...anAgencyReport(), ...patch })
  expect(answer.json()).toMatchObject({ code })
  expect(
    translator('vi').say(`refusal.${code}` as 'refusal.NOT_FOUND', answer.json().params),
  ).not.toMatch(/\{\w+\}/)
})

test('a reader sees reports and makes none', async () => {
  const reader = await signInAs(api, 'leader')
  const listed = await call(api, reader, { method: 'GET', url: `/api/reports?period=${period}` })
  expect(listed.json().reports.length).toBeGreaterThan(0)
  const refused = await call(api, reader, {
    method: 'POST',
    url: '/api/reports',
    body: anAgencyReport(),
  })
  expect(refused.json()).toMatchObject({ code: 'NOT_ALLOWED' })
})

test('the standard template comes down, goes up again, and a report is made with it', async () => {
  const standard = await call(api, admin, { method: 'GET', url: '/api/report-templates/standard' })
  const uploaded = await call(api, admin, {
    method: 'POST',
    url: '/api/report-templates?kind=agency-quarter&name=M%E1%BA%ABu%201',
    headers: { 'content-type': 'application/octet-stream' },
    body: standard.rawPayload,
  })
  const template = uploaded.json()
  expect(template).toMatchObject({ name: 'Mẫu 1', kind: 'agency-quarter', withdrawnMs: null })
  const made = await create({ ...anAgencyReport(), templateId: template.id })
  expect(made.json()).toMatchObject({ state: 'draft', templateId: template.id })
})
