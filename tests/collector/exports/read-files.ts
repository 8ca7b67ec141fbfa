import excel from '@protobi/exceljs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

/** A file as whoever opens it has it: heads, then rows of texts. */
export type CsvFile = {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const table = z.array(z.array(z.string()))

/** A CSV file for Vietnamese Excel. Throws where it has no mark, no semicolons or other ends of line than CRLF. */
export function readCsvFile(bytes: Buffer): CsvFile {
  const text = bytes.toString('utf8')
  if (!text.startsWith('\ufeff')) throw new Error('no mark at the start')
  if (!text.endsWith('\r\n')) throw new Error('no CRLF at the end')
  const parsed: unknown = parse(text.slice(1), { delimiter: ';', recordDelimiter: '\r\n' })
  const [heads = [], ...rows] = table.parse(parsed)
  return { heads, rows }
}

type SheetCell = { readonly value: excel.CellValue; readonly numFmt: string | undefined }

/** Every cell under the heads of the one sheet of a workbook. */
export async function readXlsxFile(bytes: Buffer, columns: number): Promise<SheetCell[][]> {
  const workbook = new excel.Workbook()
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer)
  const [sheet] = workbook.worksheets
  if (!sheet) throw new Error('no sheet')
  return Array.from({ length: sheet.rowCount - 1 }, (_, row) =>
    Array.from({ length: columns }, (_cell, column) => {
      const { value, numFmt } = sheet.getRow(row + 2).getCell(column + 1)
      return { value, numFmt }
    }),
  )
}

const dayText = /^\d{2}\/\d{2}\/\d{4}$/
const momentText = /^\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}$/
const numberText = /^-?\d+(,\d+)?$/

/** What a cell of a workbook says otherwise than the same cell of the CSV file; null: nothing. */
export function differenceOf(text: string, { value, numFmt }: SheetCell): string | null {
  const told = `“${text}” is ${JSON.stringify(value)} as ${numFmt ?? 'nothing'}`
  if (text === '') return value === null ? null : told
  if (dayText.test(text) || momentText.test(text)) {
    const format = dayText.test(text) ? 'dd/mm/yyyy' : 'dd/mm/yyyy hh:mm'
    return value instanceof Date && numFmt === format && writtenOf(value, text.length) === text
      ? null
      : told
  }
  if (typeof value === 'number') return numberOf(value, numFmt) === text ? null : told
  // A text of digits is a code or a period; a text that begins like a formula is kept from being one.
  const isText = typeof value === 'string' && plain(value) === plain(text)
  return isText && numFmt === '@' ? null : told
}

/** What a number looks like in CSV by the digits that its format in the workbook shows. */
function numberOf(value: number, numFmt: string | undefined): string {
  if (numFmt === '#,##0') return String(value)
  const digits = /^#,##0\.(0+)$/.exec(numFmt ?? '')?.[1]?.length
  return digits === undefined
    ? `shown as ${numFmt ?? 'nothing'}`
    : value.toFixed(digits).replace('.', ',')
}

function writtenOf(date: Date, length: number): string {
  const iso = date.toISOString()
  const day = iso.slice(0, 10).split('-').reverse().join('/')
  return `${day} ${iso.slice(11, 16)}`.slice(0, length)
}

/** A text without the sign that keeps it from being a formula. */
export const plain = (text: string) =>
  text.replace(/^'(?=[=+\-@\t\r])/, '').replaceAll('\r\n', '\n')

/** Texts of a CSV file that a spreadsheet would take for a formula. */
export const formulasIn = ({ rows }: CsvFile): string[] =>
  rows
    .flat()
    .filter((text) => /^[=+@\t\r]/.test(text) || (text.startsWith('-') && !numberText.test(text)))
