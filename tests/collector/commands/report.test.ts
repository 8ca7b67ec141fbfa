import { hash, randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { report, type ReportAsked } from '#collector/commands/report.ts'
import type { Tools } from '#collector/commands/tools.ts'
import { readConfig } from '#collector/config.ts'
import { periodOf } from '#domain/periods.ts'
import { translator } from '#i18n/translator.ts'
import { openStore } from '#store/open.ts'
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
  out: folder.path,
  ...patch,
})

test('a quarter is written as .docx and .xlsx whose hashes are printed', async () => {
  const out = join(folder.path, 'out')
  mkdirSync(out)
  await report(tools(), asked({ out }))
  const names = readdirSync(out).toSorted()
  expect(names).toEqual([
    'khien-agency-quarter-2026-Q4-chot-1.docx',
    'khien-agency-quarter-2026-Q4-chot-1.xlsx',
  ])
  const contents = names.map((name) => new Uint8Array(readFileSync(join(out, name))))
  expect(printed).toEqual(
    names.map((name, index) => {
      const digest = hash('sha256', contents[index] ?? new Uint8Array(), 'hex')
      return `Đã lập ${join(out, name)} (SHA-256 ${digest})`
    }),
  )
  expect(paragraphsOf(contents[0] ?? new Uint8Array())).toContain('DỰ THẢO')
})

test('without an agency it is the report of the province', async () => {
  const out = join(folder.path, 'province')
  mkdirSync(out)
  await report(tools(), asked({ out, agency: '' }))
  expect(readdirSync(out)).toContain('khien-province-quarter-2026-Q4-chot-1.docx')
})

test.each([
  ['a period without a snapshot', { period: '2019-Q1' }, 'REPORT_WITHOUT_SNAPSHOT'],
  ['a period that is no quarter', { period: '2026' }, 'REPORT_PERIOD_INVALID'],
  ['a yearly report of one agency', { verb: 'yearly' as const }, 'REPORT_AGENCY_INVALID'],
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
