import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { printFiles, readArchivedInput } from '#collector/reports/print-files.ts'
import { renderReport } from '#collector/reports/render.ts'
import { reportKinds } from '#protocol/reports.ts'
import { checkout } from '#scripts/tool.ts'
import { aReportInput } from '#tests/builders/report-input.ts'

test.each(reportKinds)('%s is the same byte for byte when it is printed again', async (kind) => {
  const once = await renderReport(aReportInput(kind), { isDraft: true, template: null })
  const again = await renderReport(aReportInput(kind), { isDraft: true, template: null })
  expect(Buffer.from(again.docx).equals(Buffer.from(once.docx))).toBe(true)
  expect(Buffer.from(again.annex).equals(Buffer.from(once.annex))).toBe(true)
})

test('the bytes depend neither on the time zone of the machine nor on the day it is printed', async () => {
  const here = await renderReport(aReportInput(), { isDraft: true, template: null })
  const script = `
    const { renderReport } = await import('#collector/reports/render.ts')
    const { aReportInput } = await import('#tests/builders/report-input.ts')
    const made = await renderReport(aReportInput(), { isDraft: true, template: null })
    process.stdout.write(made.docxHash + ' ' + made.annexHash)`
  const there = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: checkout,
    env: { ...process.env, TZ: 'America/New_York' },
    encoding: 'utf8',
  })
  expect(there).toBe(`${here.docxHash} ${here.annexHash}`)
})

test('what is archived of the input prints the same report again', async () => {
  const { files } = await printFiles(aReportInput('province-quarter'), null)
  const again = await printFiles(await readArchivedInput(files.input), null)
  expect(Buffer.from(again.files.final).equals(Buffer.from(files.final))).toBe(true)
  expect(Buffer.from(again.files.annex).equals(Buffer.from(files.annex))).toBe(true)
})
