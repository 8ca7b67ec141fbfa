import ExcelJS from '@protobi/exceljs'
import { createImportReader } from '#collector/imports/reader.ts'
import { checkFile, type CheckWork } from '#collector/imports/check-file.ts'
import type { ImportError } from '#protocol/import-views.ts'

export const agencies = [
  { id: 'a-yte', names: ['Sở Y tế', 'SYT'] },
  { id: 'a-gd', names: ['Sở Giáo dục và Đào tạo', 'SGDĐT'] },
]

export const choice: CheckWork['choice'] = {
  kind: 'machine',
  agencyId: 'a-yte',
  sheet: null,
  headerRow: null,
  mapping: null,
  standing: 'correct',
}

/** Reads a file as the collector does: in a thread of its own, with its limits. */
export const check = (bytes: Uint8Array | string, changes: Partial<CheckWork> = {}) =>
  createImportReader().check(workOf(bytes, changes), () => {})

/** The same in the thread of the test, where many small files are read. */
export const checkHere = (bytes: Uint8Array | string, changes: Partial<CheckWork> = {}) =>
  checkFile(workOf(bytes, changes), () => {})

const workOf = (bytes: Uint8Array | string, changes: Partial<CheckWork>): CheckWork => ({
  bytes: typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes,
  choice,
  agencies,
  remembered: [],
  standing: [],
  isDryRun: false,
  ...changes,
})

/** The code of the refusal that a file ends in, with its values. */
export async function refusalOf(bytes: Uint8Array | string, changes: Partial<CheckWork> = {}) {
  try {
    await check(bytes, changes)
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'params' in error) {
      return { code: error.code, params: error.params }
    }
    throw error
  }
  throw new Error('the file was taken')
}

/** `row column: value → expected`, as a screen shows an error. */
export const lineOf = ({ row, column, value, expected }: ImportError) =>
  `${row} ${column ?? '–'}: ${value} → ${expected}`

type Value = ExcelJS.CellValue

/** An .xlsx as Excel writes it. */
export async function xlsx(rows: readonly (readonly Value[])[]): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('Bảng')
  for (const row of rows) sheet.addRow([...row])
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/** Vietnamese text in Windows-1258: base letters with their marks as characters of their own. */
export function windows1258(text: string): Uint8Array {
  const decoder = new TextDecoder('windows-1258')
  const bytes = new Map<string, number>()
  for (let byte = 0; byte < 256; byte += 1) bytes.set(decoder.decode(Uint8Array.of(byte)), byte)
  const encode = (letter: string): number[] => {
    const whole = bytes.get(letter)
    if (whole !== undefined) return [whole]
    const parts = [...letter.normalize('NFD')]
    // A tone is the mark that Windows-1258 has; the rest composes to a letter that it has too.
    const tones = parts.filter((part) => '\u0300\u0301\u0303\u0309\u0323'.includes(part))
    const base = parts
      .filter((part) => !tones.includes(part))
      .join('')
      .normalize('NFC')
    return [base, ...tones].map((part) => {
      const byte = bytes.get(part)
      if (byte === undefined) throw new Error(`${letter} is not in Windows-1258`)
      return byte
    })
  }
  return Uint8Array.from([...text].flatMap(encode))
}

/** UTF-16 with its mark. */
export function utf16(text: string, order: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}
