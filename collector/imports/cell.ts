import type { ExpectedCode } from '#protocol/import-views.ts'

/**
 * One cell as the file has it: text, a number by its exact digits, a day, a tick, or what cannot be taken with the
 * text that stands there. Null: empty.
 */
export type Cell =
  | string
  | { readonly number: string }
  | { readonly day: string }
  | { readonly flag: boolean }
  | { readonly trouble: ExpectedCode; readonly text: string }
  | null

/** Rows of one table; the first is row 1 of the file. */
export type Rows = readonly (readonly Cell[])[]

const shownLengthMax = 120

/** A cell as a person reads it, without its formatting. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell
  if ('number' in cell) return cell.number
  if ('day' in cell) return cell.day.split('-').reverse().join('/')
  if ('flag' in cell) return cell.flag ? 'TRUE' : 'FALSE'
  return cell.text
}

/** The same, cut to what a line of a screen takes. */
export function shownText(cell: Cell | undefined): string {
  const text = textOf(cell)
  return text.length > shownLengthMax
    ? `${text.slice(0, shownLengthMax - 1).toWellFormed()}…`
    : text
}

export const isEmptyRow = (row: readonly Cell[]) => row.every((cell) => textOf(cell).trim() === '')
