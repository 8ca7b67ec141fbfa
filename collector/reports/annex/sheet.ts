import type { Cell, Sheet } from '#collector/sheets/cell.ts'
import type { ReportTexts } from '../texts.ts'

export const columnsOf = (
  texts: ReportTexts,
  columns: readonly (readonly [key: string, width: number])[],
): Sheet['columns'] => columns.map(([key, width]) => ({ head: texts.say(key), width }))

export const dayOrNull = (day: string | null): Cell => (day === null ? null : { day })
export const yesOrNo = (is: boolean, texts: ReportTexts) => texts.say(is ? 'annex.yes' : 'annex.no')
