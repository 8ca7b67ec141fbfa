import { strToU8 } from 'fflate'
import type { Sheet } from './cell.ts'
import { packageParts, sheetPart } from './xlsx-package.ts'
import { rowXml, sheetEnd, sheetStart } from './xlsx-sheet.ts'
import { sealZip } from './zip.ts'

/*
 * Writes a workbook straight as XML. Measured on a busy machine with 90,000 rows of nine cells: 7 seconds and 570 MB for
 * a whole report, against 130 seconds and 2 GB through exceljs, which keeps an object for each cell. Tests read it back
 * with exceljs.
 */

type Workbook = {
  readonly sheets: readonly Sheet[]
  readonly creator: string
  /** The moment that the file says it was made at. */
  readonly madeMs: number
}

/** The bytes of a workbook; the same sheets give the same bytes. */
export function writeXlsx({ sheets, creator, madeMs }: Workbook): Uint8Array {
  const names = sheets.map(({ name }) => name)
  const parts = { ...packageParts({ names, creator, madeMs }) }
  sheets.forEach((sheet, index) => {
    parts[sheetPart(index)] = sheetXml(sheet)
  })
  const bytes = Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const)
  return sealZip(Object.fromEntries(bytes))
}

function sheetXml({ columns, rows, totals }: Sheet): string {
  const body = rows.map((cells, index) => rowXml(cells, index + 2, 'body'))
  const last = totals === null ? '' : rowXml(totals, rows.length + 2, 'total')
  return `${sheetStart(columns)}${body.join('')}${last}${sheetEnd}`
}
