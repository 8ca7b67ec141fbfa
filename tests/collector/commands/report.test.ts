import { hash, randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { report, type ReportAsked } from '#collector/commands/report.ts'
import type { Tools } from '#collector/commands/tools.ts'
import { readConfig } from '#collector/config.ts'
import { findLibreOffice } from '#collector/reports/pdf.ts'
import { standardTemplate } from '#collector/reports/template/standard-template.ts'
import { periodOf } from '#domain/periods.ts'
import { translator } from '#i18n/translator.ts'
import { openStore } from '#store/open.ts'
import { listReports } from '#store/reports/archive.ts'
import { createTemplate } from '#store/reports/templates.ts'
import { takePeriod } from '#store/snapshots/taking.ts'
import { temporaryFolder } from '#tests/support/processes.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { paragraphsOf } from '../reports/rendered.ts'
import { byAt, takingOf } from '../snapshots/taking.ts'

type Folder = Awaited<ReturnType<typeof temporaryFolder>>
let folder: Folder
let printed: string[]
const log = pino({ level: 'silent' })

beforeAll(async () => {
  folder = await temporaryFolder()
  const store = await openStore({ url: null, file: join(folder.path, 'khien.sqlite'), log })
  await seedProvince(store)
  const quarter = periodOf('2026-Q4')
  if (!quarter) throw new Error('2026-Q4')
  await takePeriod(takingOf(store), { period: quarter, cutOffMs: seededNowMs }, byAt(seededNowMs))
  await store.close()
})
afterAll(() => folder.remove())

function tools(): Tools {
  printed = []
  return {
    config: readConfig(['quang-ngai'], { KHIEN_DATA_DIR: folder.path }),
    now: () => seededNowMs,
    random: () => 0,
    randomBytes,
    newId: randomUUID,
    log,
    print: (line) => void printed.push(line),
    words: translator('vi'),
  }
}

const asked = (patch: Partial<ReportAsked> = {}): ReportAsked => ({
  verb: 'quarterly',
  period: '2026-Q4',
  agency: 'Sở Y tế',
  plan: '',
  template: '',
  marking: null,
  isPdfWanted: false,
  out: folder.path,
  ...patch,
})

/** What is archived, through a store of our own. */
async function archived() {
  const store = await openStore({ url: null, file: join(folder.path, 'khien.sqlite'), log })
  try {
    return (await listReports(store.reader, { page: 1, pageSize: 50 })).reports
  } finally {
    await store.close()
  }
}

test('a quarter is archived as on the screen, and written as .docx and .xlsx whose hashes are printed', async () => {
  const out = join(folder.path, 'out')
  mkdirSync(out)
  await report(tools(), asked({ out, marking: 'LƯU HÀNH NỘI BỘ' }))
  const names = readdirSync(out).toSorted()
  expect(names).toEqual([
    'khien-agency-quarter-2026-Q4-chot-1-du-thao.docx',
    'khien-agency-quarter-2026-Q4-chot-1-du-thao.xlsx',
  ])
  const contents = names.map((name) => new Uint8Array(readFileSync(join(out, name))))
  const digests = contents.map((content) => hash('sha256', content, 'hex'))
  const [made] = await archived()
  expect(made).toMatchObject({
    state: 'draft',
    createdBy: 'command',
    snapshotNumber: 1,
    marking: 'LƯU HÀNH NỘI BỘ',
    docxHash: digests[0],
    annexHash: digests[1],
  })
  expect(printed).toEqual([
    ...names.map((name, index) => `Đã lập ${join(out, name)} (SHA-256 ${digests[index]})`),
    `Đã lưu bản dự thảo ${made?.id}, lập từ bản chốt số liệu số 1.`,
  ])
  expect(paragraphsOf(contents[0] ?? new Uint8Array())).toContain('DỰ THẢO')
})

test('without an agency it is the report of the province', async () => {
  const out = join(folder.path, 'province')
  mkdirSync(out)
  await report(tools(), asked({ out, agency: '' }))
  expect(readdirSync(out)).toContain('khien-province-quarter-2026-Q4-chot-1-du-thao.docx')
})

test('a plan that is named is the one that is reported on', async () => {
  const out = join(folder.path, 'plan')
  mkdirSync(out)
  await report(tools(), asked({ out, verb: 'scorecard', agency: '', plan: 'qn-20190702' }))
  const made = (await archived()).find(({ kind }) => kind === 'scorecard')
  expect(made?.planId).toBe('qn-20190702')
})

test('a template is taken by its name, and a PDF stands beside the other files', async (context) => {
  if ((await findLibreOffice()) === null) context.skip('LibreOffice is not installed')
  const store = await openStore({ url: null, file: join(folder.path, 'khien.sqlite'), log })
  const content = await standardTemplate('2026-11-01')
  const by = byAt(seededNowMs)
  const template = { kind: 'agency-quarter', name: 'Mẫu của Sở', content } as const
  const { id } = await createTemplate(store.db, template, by)
  await store.close()
  const out = join(folder.path, 'pdf')
  mkdirSync(out)
  await report(tools(), asked({ out, template: 'Mẫu của Sở', isPdfWanted: true }))
  expect((await archived()).map(({ templateId }) => templateId)).toContain(id)
  const pdf = readFileSync(join(out, 'khien-agency-quarter-2026-Q4-chot-1-du-thao.pdf'))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})

test.each([
  ['a period without a snapshot', { period: '2019-Q1' }, 'REPORT_WITHOUT_SNAPSHOT'],
  ['a period that is no quarter', { period: '2026' }, 'REPORT_PERIOD_INVALID'],
  ['a yearly report of one agency', { verb: 'yearly' as const }, 'REPORT_AGENCY_INVALID'],
  ['a plan that nobody knows', { plan: 'khong-co' }, 'REPORT_WITHOUT_SNAPSHOT'],
  ['a template that nobody uploaded', { template: 'Mẫu lạ' }, 'TEMPLATE_NOT_FOUND'],
  ['a folder that is not there', { out: '/khong-co-thu-muc' }, 'FILE_NOT_WRITABLE'],
])('%s is refused', async (_, patch, code) => {
  await expect(report(tools(), asked(patch))).rejects.toMatchObject({ code })
})

test('an unknown agency is named beside those that are known', async () => {
  await expect(report(tools(), asked({ agency: 'Sở Y' }))).rejects.toMatchObject({
    code: 'AGENCY_NOT_FOUND',
    params: { id: expect.stringContaining('“Sở Y” (') },
  })
})

test('a folder that cannot be written is told before anything is read', async (context) => {
  if (process.getuid?.() === 0) context.skip('root may write everywhere')
  const out = join(folder.path, 'closed')
  mkdirSync(out)
  chmodSync(out, 0o500)
  await expect(report(tools(), asked({ out }))).rejects.toMatchObject({ code: 'FILE_NOT_WRITABLE' })
})
