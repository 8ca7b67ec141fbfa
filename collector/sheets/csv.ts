import { localMsOf, type Cell } from './cell.ts'

/** What Excel takes for a formula when a text begins with it. */
const formulaStart = /^[=+\-@\t\r]/
/** Must be written between quotes. */
const mustQuote = /[;"\r\n,\t]/

/** CSV as Excel in Vietnamese opens it by a double click: this mark first, then lines. */
export const csvMark = '\ufeff'

/** One row with its end of line: semicolons, CRLF; no text is a formula, dates are dd/MM/yyyy, decimals have a comma. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(';')}\r\n`
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell).replace('.', ',')
  if (typeof cell === 'string') return quoted(cell.toWellFormed())
  if ('decimal' in cell) return cell.decimal.toFixed(cell.digits).replace('.', ',')
  const written = new Date(localMsOf(cell)).toISOString()
  const day = written.slice(0, 10).split('-').reverse().join('/')
  return 'day' in cell ? day : `${day} ${written.slice(11, 16)}`
}

function quoted(text: string): string {
  const safe = formulaStart.test(text) ? `'${text}` : text
  return mustQuote.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
