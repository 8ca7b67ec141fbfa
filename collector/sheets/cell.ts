/** A cell: text that starts like a formula stays text, because it is written as a string and never parsed. */
export type Cell =
  | string
  | number
  | { readonly day: string }
  | { readonly momentMs: number }
  /** A number that is not counted but measured, and how many digits stand after its comma. */
  | { readonly decimal: number; readonly digits: number }
  | null

export type Column = { readonly head: string; readonly width: number }

export type Sheet = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  /** Set in bold, under the rows. */
  readonly totals: readonly Cell[] | null
}

/** Days from 1899-12-30, where Excel begins to count, to 1970-01-01. */
const excelEpochDays = 25_569
const dayMs = 86_400_000
const vietnamAheadMs = 7 * 3_600_000

/** A sheet knows no time zone: the clock of Vietnam is written as if it were the sheet's own. */
export function localMsOf(cell: { readonly day: string } | { readonly momentMs: number }): number {
  return 'day' in cell ? Date.parse(`${cell.day}T00:00:00Z`) : cell.momentMs + vietnamAheadMs
}

/** The number that Excel shows as that day or moment. */
export const excelDate = (localMs: number) => localMs / dayMs + excelEpochDays
