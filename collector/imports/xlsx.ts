import { readSheet, type Row } from 'read-excel-file/universal'
import { importLimits } from '#protocol/import-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import { openArchive, packStored, type Parts } from './archive.ts'
import type { Cell, Rows } from './cell.ts'
import { surveySheet, type Survey } from './sheet-survey.ts'

export type XlsxTable = { readonly sheets: readonly string[]; readonly rows: Rows }

type Digits = { readonly number: string }

/**
 * The table of one sheet, numbered from 1. Numbers keep their digits; a formula is never evaluated and its stored
 * result never taken.
 * @throws Refusal of `openArchive`; IMPORT_SHEET_UNKNOWN, IMPORT_ROWS_TOO_MANY, IMPORT_COLUMNS_TOO_MANY,
 * IMPORT_FILE_BROKEN
 */
export async function readXlsx(bytes: Uint8Array, sheet: number): Promise<XlsxTable> {
  const parts = openArchive(bytes)
  const sheets = sheetsOf(parts)
  const wanted = sheets[sheet - 1]
  if (!wanted) throw new Refusal('IMPORT_SHEET_UNKNOWN', { sheet, sheets: sheets.length })
  const survey = surveySheet(partText(parts, wanted.path))
  refuseTooMany(survey)
  const rows = await readRows(parts, sheet)
  const cells = rows.map((row, at) =>
    row.map((value, column) => cellOf(value, survey.at(at, column))),
  )
  return { sheets: sheets.map(({ name }) => name), rows: withFormulas(cells, survey) }
}

async function readRows(parts: Parts, sheet: number): Promise<readonly Row<Digits>[]> {
  try {
    return await readSheet<Digits>(packStored(parts), sheet, {
      parseNumber: (number) => ({ number }),
    })
  } catch (error) {
    if (error instanceof RangeError) throw error
    const detail = error instanceof Error ? error.message.slice(0, 120) : 'xlsx'
    throw new Refusal('IMPORT_FILE_BROKEN', { detail })
  }
}

/** Names and parts of the sheets, in the order of the workbook. */
function sheetsOf(parts: Parts): readonly { name: string; path: string }[] {
  const workbook = partText(parts, 'xl/workbook.xml')
  const relations = partText(parts, 'xl/_rels/workbook.xml.rels')
  const targets = new Map(
    [...relations.matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/g)].map(([, attributes = '']) => [
      attributeOf(attributes, 'Id'),
      attributeOf(attributes, 'Target'),
    ]),
  )
  return [...workbook.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)].map(([, attributes = '']) => {
    const target = targets.get(attributeOf(attributes, '(?:\\w+:)?id')) ?? ''
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
    return { name: attributeOf(attributes, 'name').slice(0, 60), path }
  })
}

const attributeOf = (attributes: string, name: string) =>
  new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1] ?? ''

function partText(parts: Parts, path: string): string {
  const part = parts.get(path)
  if (!part) throw new Refusal('IMPORT_FILE_BROKEN', { detail: path.slice(0, 80) })
  return new TextDecoder().decode(part)
}

function refuseTooMany({ rows, lastRow, lastColumn }: Survey): void {
  const { rowsMax, columnsMax, headerRowMax } = importLimits
  if (rows > rowsMax + headerRowMax) throw new Refusal('IMPORT_ROWS_TOO_MANY', { rows, rowsMax })
  // A lone cell far below would make every row between.
  if (lastRow > 2 * rowsMax) throw new Refusal('IMPORT_ROWS_TOO_MANY', { rows: lastRow, rowsMax })
  if (lastColumn > columnsMax) {
    throw new Refusal('IMPORT_COLUMNS_TOO_MANY', { columns: lastColumn, columnsMax })
  }
}

function cellOf(value: Row<Digits>[number], trouble: Cell | undefined): Cell {
  if (trouble !== undefined) return trouble
  if (value === null) return null
  if (typeof value === 'string') return value.normalize('NFC').trim() || null
  if (typeof value === 'boolean') return { flag: value }
  if (value instanceof Date) {
    return Number.isNaN(value.valueOf())
      ? { trouble: 'day', text: '' }
      : { day: value.toISOString().slice(0, 10) }
  }
  return 'number' in value ? { number: value.number } : null
}

/** The reader leaves out what has no result; a formula without one is still a formula. */
function withFormulas(rows: readonly (readonly Cell[])[], survey: Survey): Rows {
  const full: Cell[][] = rows.map((row) => [...row])
  for (const { row, column, cell } of survey.troubles()) {
    while (full.length <= row) full.push([])
    const cells = full[row] ?? []
    while (cells.length <= column) cells.push(null)
    cells[column] = cell
  }
  return full
}
