import excel from '@protobi/exceljs'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { renderReport } from '#collector/reports/render.ts'
import { aReportInput } from '#tests/builders/report-input.ts'

async function annexOf(input = aReportInput()) {
  const { annex } = await renderReport(input, { isDraft: false, template: null })
  const workbook = new excel.Workbook()
  await workbook.xlsx.load(Uint8Array.from(annex).buffer)
  return { workbook, annex }
}

test('every number has a sheet whose rows add up to it', async () => {
  const input = aReportInput()
  const { workbook } = await annexOf(input)
  const sheets = workbook.worksheets.filter(({ name }) => /^\d+\. /.test(name))
  expect(sheets).toHaveLength(input.indicators.length)
  sheets.forEach((sheet, index) => {
    const indicator = input.indicators[index]
    const isCount = indicator?.kind === 'count'
    const figure = indicator?.figure ?? { numerator: 0, denominator: 0 }
    const rows = sheet.getRows(2, sheet.rowCount - 2) ?? []
    const sum = (column: number) =>
      rows.reduce((total, row) => total + Number(row.getCell(column).value), 0)
    const last = sheet.getRow(sheet.rowCount)
    expect([sum(8), sum(9)]).toEqual([figure.numerator, isCount ? 0 : figure.denominator])
    expect([last.getCell(8).value, last.getCell(9).value]).toEqual([
      figure.numerator,
      isCount ? null : figure.denominator,
    ])
  })
})

test('every exclusion says who and why', async () => {
  const { workbook } = await annexOf()
  const sheet = workbook.getWorksheet('Không tính vào mẫu số')
  expect(sheet?.getRow(2).values).toEqual([
    undefined,
    'Sở Y tế',
    'SYT-PC-203',
    1,
    'Chờ thanh lý theo biên bản ngày 10/11/2026',
    'user quan-tri',
    new Date('2026-11-10T00:00:00Z'),
  ])
})

test('a text that begins like a formula stays text', async () => {
  const { annex } = await annexOf()
  const parts = Object.entries(unzipSync(annex)).filter(([name]) => name.includes('worksheets/'))
  const xml = parts.map(([, bytes]) => strFromU8(bytes)).join('')
  expect(xml).not.toContain('<f>')
  expect(xml).toContain('<t xml:space="preserve">=CMD|calc!A1</t>')
})

test('days and numbers are shown as Vietnamese offices write them', async () => {
  const { workbook } = await annexOf()
  const sheet = workbook.getWorksheet('Không tính vào mẫu số')
  expect(sheet?.getRow(2).getCell(6).numFmt).toBe('dd/mm/yyyy')
  expect(sheet?.getRow(2).getCell(3).numFmt).toBe('#,##0')
  const machines = workbook.getWorksheet('Máy chưa được bảo vệ')
  expect(machines?.getRow(2).getCell(7).value).toEqual(new Date('2026-12-15T16:00:00Z'))
})
