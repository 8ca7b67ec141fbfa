import type { ReportTexts } from '../texts.ts'

/** A cell: text that starts like a formula stays text, because it is written as a string and never parsed. */
export type Cell = string | number | { readonly day: string } | { readonly momentMs: number } | null

export type Sheet = {
  readonly name: string
  readonly columns: readonly { readonly head: string; readonly width: number }[]
  readonly rows: readonly (readonly Cell[])[]
  /** Set in bold, under the rows. */
  readonly totals: readonly Cell[] | null
}

export const columnsOf = (
  texts: ReportTexts,
  columns: readonly (readonly [key: string, width: number])[],
): Sheet['columns'] => columns.map(([key, width]) => ({ head: texts.say(key), width }))

export const dayOrNull = (day: string | null): Cell => (day === null ? null : { day })
export const yesOrNo = (is: boolean, texts: ReportTexts) => texts.say(is ? 'annex.yes' : 'annex.no')
