import type { ImportFormat } from '#protocol/import-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Rows } from './cell.ts'
import { readCsv } from './csv.ts'
import { readXlsx } from './xlsx.ts'

export type Table = { readonly file: ImportFormat; readonly rows: Rows }

const zipMark = [0x50, 0x4b]
/** Of Excel before 2007, and of any Office file under a password. Source: [MS-CFB] 2.2. */
const oldExcelMark = [0xd0, 0xcf, 0x11, 0xe0]

/** The table of a file; what it is shows in its bytes, not in its name. @throws Refusal IMPORT_… */
export async function readTable(bytes: Uint8Array, sheet: number | null): Promise<Table> {
  const begins = (mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte)
  if (begins(oldExcelMark)) throw new Refusal('IMPORT_OLD_EXCEL')
  if (begins(zipMark)) {
    const { sheets, rows } = await readXlsx(bytes, sheet ?? 1)
    return { file: { format: 'xlsx', encoding: null, delimiter: null, sheets: [...sheets] }, rows }
  }
  if (sheet !== null && sheet > 1) throw new Refusal('IMPORT_SHEET_UNKNOWN', { sheet, sheets: 1 })
  const { encoding, delimiter, rows } = readCsv(bytes)
  return { file: { format: 'csv', encoding, delimiter, sheets: [] }, rows }
}
