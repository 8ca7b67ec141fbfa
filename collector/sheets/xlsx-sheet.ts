import { excelDate, localMsOf, type Cell, type Column } from './cell.ts'
import { decimalFormat, formats } from './xlsx-styles.ts'
import { escaped, main, xmlHead } from './xml.ts'

/** A sheet up to its first row, with the heads of the columns as that row. */
export function sheetStart(columns: readonly Column[]): string {
  const widths = columns
    .map(({ width }, index) => {
      const at = index + 1
      return `<col min="${at}" max="${at}" width="${width}" customWidth="1"/>`
    })
    .join('')
  const heads = columns.map(({ head }) => head)
  return (
    `${xmlHead}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths}</cols><sheetData>${rowXml(heads, 1, 'head')}`
  )
}

/** What follows the last row of a sheet. */
export const sheetEnd =
  '</sheetData><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'

type Place = 'head' | 'body' | 'total'
const textFormats = { head: 'head', body: 'text', total: 'total' } as const

/** One row; `row` counts from 1, the heads included. */
export function rowXml(cells: readonly Cell[], row: number, place: Place): string {
  const inside = cells.map((cell, index) => cellXml(cell, `${columnName(index)}${row}`, place))
  return `<row r="${row}">${inside.join('')}</row>`
}

/** A text is written as a string in place: no reader takes it for a formula, whatever it begins with. */
function cellXml(cell: Cell, at: string, place: Place): string {
  if (cell === null) return ''
  if (typeof cell === 'string') {
    const style = formats[textFormats[place]]
    return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  }
  if (typeof cell === 'number') {
    const style = place === 'total' ? formats.totalWhole : formats.whole
    return `<c r="${at}" s="${style}"><v>${cell}</v></c>`
  }
  if ('decimal' in cell) {
    return `<c r="${at}" s="${decimalFormat(cell.digits)}"><v>${cell.decimal}</v></c>`
  }
  const style = 'day' in cell ? formats.day : formats.moment
  return `<c r="${at}" s="${style}"><v>${excelDate(localMsOf(cell))}</v></c>`
}

function columnName(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}
