import { CsvError, parse } from 'csv-parse/sync'
import { importLimits } from '#protocol/import-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Cell, Rows } from './cell.ts'
import { readingLimits } from './limits.ts'
import { decodeText, type Encoding } from './text-encoding.ts'

export const delimiters = [';', '\t', ','] as const
export type Delimiter = (typeof delimiters)[number]

export type CsvTable = {
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  readonly rows: Rows
}

/**
 * The table of a CSV file. Empty records count as rows, as a spreadsheet counts them.
 * @throws Refusal of `decodeText`; IMPORT_QUOTE_OPEN, IMPORT_ROWS_TOO_MANY, IMPORT_COLUMNS_TOO_MANY
 */
export function readCsv(bytes: Uint8Array): CsvTable {
  const { text, encoding } = decodeText(bytes)
  // Excel's own way of saying it, on a line that belongs to no table.
  const said = /^\ufeff?"?sep=([;,\t])"?\r?\n/i.exec(text)
  const delimiter = delimiters.find((one) => one === said?.[1]) ?? delimiterOf(text)
  const rows = takeRows(text, delimiter)
  if (said) rows[0] = []
  return { encoding, delimiter, rows }
}

/** The separator that cuts the first lines into the most columns, and evenly. */
function delimiterOf(text: string): Delimiter {
  const length = readingLimits.delimiterSampleLength
  const whole = text.slice(0, length)
  const sample = text.length > length ? whole.slice(0, whole.lastIndexOf('\n') + 1) || whole : whole
  const scores = delimiters.map((delimiter) => ({ delimiter, score: scoreOf(sample, delimiter) }))
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).delimiter
}

function scoreOf(sample: string, delimiter: Delimiter): number {
  const widths = new Map<number, number>()
  const lines = sample
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 50)
  for (const line of lines) {
    const width = line.replaceAll(/"(?:[^"]|"")*"/g, '').split(delimiter).length
    widths.set(width, (widths.get(width) ?? 0) + 1)
  }
  const [width = 1, times = 0] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? []
  return width === 1 ? 0 : width * (times / Math.max(1, lines.length))
}

function takeRows(text: string, delimiter: Delimiter): Cell[][] {
  const { rowsMax, columnsMax, headerRowMax } = importLimits
  const kept: Cell[][] = []
  let filled = 0
  const onRecord = (record: string[]): null => {
    if (
      record.length > columnsMax &&
      record.slice(columnsMax).some((value) => value.trim() !== '')
    ) {
      throw new Refusal('IMPORT_COLUMNS_TOO_MANY', { columns: record.length, columnsMax })
    }
    if (record.some((value) => value.trim() !== '')) filled += 1
    if (filled <= rowsMax + headerRowMax) kept.push(record.slice(0, columnsMax).map(cellOf))
    return null
  }
  try {
    parse(text, { ...parseOptions, delimiter, on_record: onRecord })
  } catch (error) {
    if (error instanceof CsvError) throw toRefusal(error)
    throw error
  }
  if (filled > rowsMax + headerRowMax) {
    throw new Refusal('IMPORT_ROWS_TOO_MANY', { rows: filled, rowsMax })
  }
  return kept
}

const parseOptions = {
  bom: true,
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: false,
  record_delimiter: ['\r\n', '\n', '\r'],
  max_record_size: importLimits.columnsMax * importLimits.cellLengthMax * 4,
}

function toRefusal(error: CsvError): Refusal {
  const row = Number(error['records'] ?? 0) + 1
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return new Refusal('IMPORT_QUOTE_OPEN', { row })
  return new Refusal('IMPORT_FILE_BROKEN', { detail: `${error.code}, ${row}` })
}

/** A template guards words that begin like a formula with an apostrophe, as spreadsheets do; it is no part of them. */
function cellOf(value: string): Cell {
  const text = value.trim().replace(/^'(?=[=+\-@])/, '')
  return text === '' ? null : text
}
