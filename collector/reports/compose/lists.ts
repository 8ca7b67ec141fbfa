import type { ReportInput } from '#domain/report-input.ts'
import type { Block, TableBlock } from '../model.ts'
import type { ReportTexts } from '../texts.ts'
import { dayText, numberText } from '../words.ts'
import { column, note, numbered, paragraph, table } from './blocks.ts'

/** A number, or the words for "no data": never 0. */
export const known = (value: number | null, texts: ReportTexts) =>
  value === null ? texts.say('noData').toLocaleLowerCase('vi') : numberText(value)

export function unprotectedTable({ unprotected }: ReportInput, texts: ReportTexts): TableBlock {
  const rows = unprotected.map((machine) => [
    machine.agencyName,
    machine.host,
    texts.say(`class.${machine.class}`),
    machine.room ?? '–',
    texts.say(`state.${machine.state}`),
    machine.reason,
  ])
  const columns = [
    column(texts.say('indicators.stt'), 13),
    column(texts.say('unprotected.agency'), 32, 'left'),
    column(texts.say('unprotected.host'), 32, 'left'),
    column(texts.say('unprotected.class'), 22),
    column(texts.say('unprotected.room'), 34, 'left'),
    column(texts.say('unprotected.state'), 22),
    column(texts.say('unprotected.reason'), 40, 'left'),
  ]
  return table(columns, numbered(rows), { empty: texts.say('empty'), isDense: true })
}

/** Default passwords and exposed services, a row each. */
export function findingsTable(input: ReportInput, texts: ReportTexts): TableBlock {
  const rows = (input.hostFindings ?? []).map((one) => [
    one.agencyName,
    one.host,
    texts.say(`class.${one.class}`),
    one.room ?? '–',
    texts.say(`findings.control.${one.control}`),
    one.reason,
  ])
  const columns = [
    column(texts.say('indicators.stt'), 13),
    column(texts.say('unprotected.agency'), 36, 'left'),
    column(texts.say('findings.host'), 32, 'left'),
    column(texts.say('unprotected.class'), 20),
    column(texts.say('unprotected.room'), 20),
    column(texts.say('findings.control'), 30, 'left'),
    column(texts.say('findings.reason'), 44, 'left'),
  ]
  const empty = texts.say(input.findings === null ? 'notLooked' : 'empty')
  return table(columns, numbered(rows), { empty, isDense: true })
}

/** How many are open, fixed and overdue, as sentences print them. */
export const findingValues = (
  { fixed, open, overdue, unlooked }: NonNullable<ReportInput['findings']>,
  texts: ReportTexts,
) => ({
  fixed: known(fixed, texts),
  open: numberText(open),
  unlooked: unlooked === 0 ? '' : texts.say('findings.unlooked', { count: numberText(unlooked) }),
  overdue: overdue === null ? texts.say('overdue.unset') : numberText(overdue),
})

export function declarationsTable({ declarations }: ReportInput, texts: ReportTexts): TableBlock {
  const rows = declarations.map((row) => [
    row.what,
    row.value,
    dayText(row.fromDay),
    row.actor.replace(/^user /, ''),
    row.evidence ?? '–',
  ])
  const columns = [
    column(texts.say('indicators.stt'), 13),
    column(texts.say('declarations.what'), 44, 'left'),
    column(texts.say('declarations.value'), 40, 'left'),
    column(texts.say('declarations.fromDay'), 28),
    column(texts.say('declarations.actor'), 30, 'left'),
    column(texts.say('declarations.evidence'), 36, 'left'),
  ]
  return table(columns, numbered(rows), { empty: texts.say('noData'), isDense: true })
}

/** Budget lines by name; the amount that a line holds is never shown as covering a shortfall. */
export function budgetBlocks({ budgetLines }: ReportInput, texts: ReportTexts): Block[] {
  if (budgetLines.length === 0) return []
  const rows = budgetLines.map(({ name, lead, millionVnd }) => [
    name,
    lead,
    millionVnd === null ? '–' : numberText(millionVnd),
  ])
  const columns = [
    column(texts.say('indicators.stt'), 13),
    column(texts.say('budget.name'), 84, 'left'),
    column(texts.say('budget.lead'), 44, 'left'),
    column(texts.say('budget.amount'), 30, 'right'),
  ]
  return [
    table(columns, numbered(rows), { empty: texts.say('empty') }),
    note(texts.say('budgetNote')),
  ]
}

/** What people wrote, a paragraph each; otherwise the sentence that says there is nothing. */
export function narrativeBlocks(written: readonly string[], otherwise: string): Block[] {
  return written.length === 0 ? [paragraph(otherwise)] : written.map(paragraph)
}
