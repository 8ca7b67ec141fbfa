import ExcelJS from '@protobi/exceljs'
import type { EpochMs } from '#protocol/values.ts'
import type { Template, TemplateCell } from './template.ts'

/** What Excel takes for a formula when a text begins with it. */
const formulaStart = /^[=+\-@\t\r]/
/** Rows of an empty template whose cells offer their choices; more are typed. */
const choiceRows = 200

const noteWidths = [36, 12, 70]

/** CSV as Excel in Vietnamese opens it by a double click: a mark, semicolons, CRLF. */
export function templateCsv({ columns, rows }: Template): Buffer {
  const lines = [columns.map(({ head }) => head), ...rows.map((row) => row.map(csvText))]
  const text = lines.map((line) => line.map(quoted).join(';')).join('\r\n')
  return Buffer.from(`\ufeff${text}\r\n`, 'utf8')
}

function csvText(cell: TemplateCell): string {
  if (typeof cell === 'object') return cell.day.split('-').reverse().join('/')
  const text = String(cell)
  return typeof cell === 'string' && formulaStart.test(text) ? `'${text}` : text
}

const quoted = (text: string) =>
  /[;"\r\n,\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** An .xlsx with typed columns and lists of choices, and a sheet of notes. */
export async function templateXlsx(template: Template, nowMs: EpochMs): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = 'Khiên'
  workbook.created = new Date(nowMs)
  workbook.modified = new Date(nowMs)
  const sheet = workbook.addWorksheet(sheetName(template.title), {
    views: [{ state: 'frozen', ySplit: 1 }],
  })
  sheet.addRow(template.columns.map(({ head }) => head)).font = { bold: true }
  for (const row of template.rows) sheet.addRow(row.map(excelValue))
  for (const [at, { head, form, choices }] of template.columns.entries()) {
    const column = sheet.getColumn(at + 1)
    column.width = Math.max(14, Math.min(40, head.length + 4))
    column.numFmt = { text: '@', choice: '@', flag: '@', number: '0', day: 'dd/mm/yyyy' }[form]
    if (choices.length === 0) continue
    const last = Math.max(template.rows.length, choiceRows) + 1
    for (let row = 2; row <= last; row += 1) {
      sheet.getCell(row, at + 1).dataValidation = listOf(choices)
    }
  }
  const notes = workbook.addWorksheet(sheetName(template.notesTitle))
  for (const line of template.notes) notes.addRow([...line])
  notes.getRow(1).font = { bold: true }
  for (const [at, width] of noteWidths.entries()) notes.getColumn(at + 1).width = width
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

const listOf = (choices: readonly string[]) => ({
  type: 'list' as const,
  allowBlank: true,
  formulae: [`"${choices.join(',')}"`],
})

const excelValue = (cell: TemplateCell) =>
  typeof cell === 'object' ? new Date(`${cell.day}T00:00:00Z`) : cell === '' ? null : cell

/** A sheet has at most 31 characters and none of these. Source: Excel, "Rename a worksheet". */
const sheetName = (title: string) => title.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31)
