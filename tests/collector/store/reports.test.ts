import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import {
  advanceReport,
  archiveReport,
  listReports,
  readReportFile,
  type NewReport,
} from '#store/reports/archive.ts'
import { createTemplate, readTemplateFor, withdrawTemplate } from '#store/reports/templates.ts'
import { digestOf } from '#store/snapshots/bytes.ts'
import { onEachDatabase } from '#tests/support/databases.ts'

const nowMs = Date.parse('2026-12-16T09:00:00+07:00')
const by = { actor: 'user an', address: null, nowMs, newId: randomUUID }
const bytes = (text: string) => new TextEncoder().encode(text)

const aReport = (patch: Partial<NewReport> = {}): NewReport => ({
  kind: 'agency-quarter',
  period: '2026-Q4',
  agencyId: 'agency-1',
  agencyName: 'Sở Y tế',
  planId: 'qn-2458-2017',
  snapshotId: 'snapshot-48',
  snapshotNumber: 48,
  snapshotHash: 'a'.repeat(64),
  cutOffMs: nowMs,
  marking: null,
  templateId: null,
  remarks: [{ code: 'form-08.rows', text: 'Số dòng' }],
  files: {
    draft: bytes('dự thảo'),
    final: bytes('chính thức'),
    annex: bytes('phụ lục'),
    input: bytes('{}'),
  },
  ...patch,
})

const advance = (store: Store, id: string, to: 'confirmed' | 'sent') =>
  store.db.transaction().execute((trx) => advanceReport(trx, { id, to, basis: null }, by))

onEachDatabase((fresh) => {
  test('a report goes from draft to confirmed to sent, and each step is written down', async () => {
    const store = await (await fresh()).open()
    const made = await archiveReport(store.db, aReport(), by)
    expect(made).toMatchObject({ state: 'draft', docxHash: digestOf(bytes('dự thảo')) })
    const confirmed = await advance(store, made.id, 'confirmed')
    expect(confirmed).toMatchObject({
      state: 'confirmed',
      confirmedMs: nowMs,
      confirmedBy: 'user an',
      docxHash: digestOf(bytes('chính thức')),
    })
    const sent = await advance(store, made.id, 'sent')
    expect(sent).toMatchObject({ state: 'sent', sentMs: nowMs, sentBy: 'user an' })
    const audit = await store.db.selectFrom('audit').select('action').orderBy('id').execute()
    expect(audit.map(({ action }) => action)).toEqual([
      'create-report',
      'confirm-report',
      'send-report',
    ])
  })

  test('a step is never left out, taken twice or taken back', async () => {
    const store = await (await fresh()).open()
    const { id } = await archiveReport(store.db, aReport(), by)
    await expect(advance(store, id, 'sent')).rejects.toMatchObject({ code: 'REPORT_STATE_INVALID' })
    await advance(store, id, 'confirmed')
    await expect(advance(store, id, 'confirmed')).rejects.toMatchObject({
      code: 'REPORT_STATE_INVALID',
      params: { state: 'confirmed', to: 'confirmed' },
    })
  })

  test('an archived file that was changed is found and not given out', async () => {
    const store = await (await fresh()).open()
    const { id } = await archiveReport(store.db, aReport(), by)
    expect(await readReportFile(store.db, { id, name: 'annex' })).toEqual(bytes('phụ lục'))
    await store.db
      .updateTable('report_file')
      .set({ content: Buffer.from(bytes('phụ lụt')) })
      .where('name', '=', 'annex')
      .execute()
    await expect(readReportFile(store.db, { id, name: 'annex' })).rejects.toMatchObject({
      code: 'REPORT_DAMAGED',
    })
  })

  test('reports are listed by kind, period, agency and state', async () => {
    const store = await (await fresh()).open()
    const one = await archiveReport(store.db, aReport(), by)
    await archiveReport(store.db, aReport({ period: '2026-Q3' }), by)
    await archiveReport(store.db, aReport({ kind: 'scorecard', agencyId: null }), by)
    const look = { kind: 'agency-quarter', period: '2026-Q4', agencyId: 'agency-1' } as const
    const found = await listReports(store.db, { ...look, state: 'draft', page: 1, pageSize: 50 })
    expect(found).toEqual({ total: 1, reports: [one] })
    expect(await listReports(store.db, { page: 1, pageSize: 50 })).toMatchObject({ total: 3 })
  })

  test('a template that was withdrawn serves no new report', async () => {
    const store = await (await fresh()).open()
    const template = { kind: 'scorecard', name: 'Mẫu của tỉnh', content: bytes('docx') } as const
    const { id } = await createTemplate(store.db, template, by)
    expect(await readTemplateFor(store.db, { id, kind: 'scorecard' })).toEqual(bytes('docx'))
    await expect(readTemplateFor(store.db, { id, kind: 'systems-year' })).rejects.toMatchObject({
      code: 'TEMPLATE_NOT_FOUND',
    })
    await withdrawTemplate(store.db, id, by)
    await expect(readTemplateFor(store.db, { id, kind: 'scorecard' })).rejects.toMatchObject({
      code: 'TEMPLATE_NOT_FOUND',
    })
  })
})
