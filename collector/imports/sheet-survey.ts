import type { Cell } from './cell.ts'

/** What stands in a sheet before it is read: how far it reaches, and the cells whose value is not to be believed. */
export type Survey = {
  /** Rows with at least one value. */
  readonly rows: number
  readonly lastRow: number
  readonly lastColumn: number
  /** By position from 0; undefined: the cell is as the reader reads it. */
  at(row: number, column: number): Cell | undefined
  troubles(): Iterable<{ readonly row: number; readonly column: number; readonly cell: Cell }>
}

const columnsOfSheetMax = 16_384
/** A cell that is not empty: its attributes, then how its content begins. */
const cellPattern = /<(?:\w+:)?c\s([^>]*[^/>])>\s*<(?:\w+:)?(f|v|is)[\s>/](?:[^<]{0,200}<)?/g

/**
 * Looks over the XML of a sheet. The reader of tables gives the stored result of a formula without saying that it
 * is one, reads #N/A as an empty cell, and makes every row up to the last: all three are found here.
 */
export function surveySheet(xml: string): Survey {
  const troubles = new Map<number, Cell>()
  let [rows, lastRow, lastColumn, seenRow] = [0, 0, 0, 0]
  for (const [whole, attributes = '', content] of xml.matchAll(cellPattern)) {
    const place = /(?:^|\s)r\s*=\s*["']([A-Z]+)(\d+)["']/.exec(attributes)
    if (!place) continue
    const row = Number(place[2])
    const column = columnOf(place[1] ?? '')
    if (row !== seenRow) rows += 1
    seenRow = row
    lastRow = Math.max(lastRow, row)
    lastColumn = Math.max(lastColumn, column)
    const cell = troubleOf(whole, attributes, content)
    if (cell !== undefined) troubles.set((row - 1) * columnsOfSheetMax + column - 1, cell)
  }
  return {
    rows,
    lastRow,
    lastColumn,
    at: (row, column) => troubles.get(row * columnsOfSheetMax + column),
    *troubles() {
      for (const [place, cell] of troubles) {
        const column = place % columnsOfSheetMax
        yield { row: (place - column) / columnsOfSheetMax, column, cell }
      }
    },
  }
}

function troubleOf(
  whole: string,
  attributes: string,
  content: string | undefined,
): Cell | undefined {
  if (content === 'f') {
    const formula = /<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)</.exec(whole)?.[1] ?? ''
    return { trouble: 'no-formula', text: `=${unescapeXml(formula)}` }
  }
  const isError = /(?:^|\s)t\s*=\s*["']e["']/.test(attributes)
  if (!isError) return undefined
  return { trouble: 'no-cell-error', text: />([^<]*)<$/.exec(whole)?.[1] ?? '' }
}

/** A is 1. */
function columnOf(letters: string): number {
  let column = 0
  for (const letter of letters.slice(0, 4)) column = column * 26 + letter.charCodeAt(0) - 64
  return column
}

const unescapeXml = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
