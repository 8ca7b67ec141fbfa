import type { ReportInput, ReportSystem } from '#domain/report-input.ts'
import type { ReportRemark } from '#protocol/reports.ts'
import type { ReportTexts } from './texts.ts'
import { dayText } from './words.ts'

/** The totals of section 1 of form 08 of NĐ 331/2026, counted from the rows of its section 3. */
export type FormTotals = {
  readonly total: number
  /** Declared apart; null: not declared. */
  readonly classified: number | null
  readonly drafted: number
  readonly appraised: number
  readonly approved: number
  readonly checked: number
  /** The last expected approval; null: one of them has none. `done`: all are approved. */
  readonly expected: string | 'done' | null
}

const isApproved = ({ status }: ReportSystem) => status === 'approved'

export function formTotals({ systems, systemsClassified }: ReportInput): FormTotals {
  const open = systems.filter((system) => !isApproved(system))
  const days = open.map(({ expectedApproval }) => expectedApproval)
  const known = days.filter((day) => day !== null).sort()
  const last = known.length < days.length ? null : (known.at(-1) ?? 'done')
  return {
    total: systems.length,
    classified: systemsClassified,
    drafted: systems.filter(({ status }) => status !== 'drafting').length,
    appraised: systems.filter(({ status }) => ['appraised', 'approved'].includes(status)).length,
    approved: systems.filter(isApproved).length,
    checked: systems.filter((system) => isApproved(system) && system.check.includes('periodic'))
      .length,
    expected: last,
  }
}

/** The twelve cells of one row, with the fixed values that the form prints. */
export function formRow(system: ReportSystem, index: number, texts: ReportTexts): string[] {
  return [
    String(index + 1),
    system.name,
    system.owner,
    system.operator,
    String(system.level),
    texts.say(`status.${system.status}`),
    isApproved(system) ? (system.approvalDecision ?? '') : '',
    system.regulation ?? '',
    isApproved(system) || system.expectedApproval === null ? '' : dayText(system.expectedApproval),
    texts.say(`measures.${system.measures}`),
    system.measures === 'all' || system.expectedMeasures === null
      ? ''
      : dayText(system.expectedMeasures),
    system.check.map((check) => texts.say(`check.${check}`)).join('; '),
  ]
}

/**
 * What the form asks of itself, checked on the printed cells against the printed totals: rows = total, approved rows
 * = approved total with column 7, the others with column 9, not complete with column 11, "Định kỳ" = total checked.
 */
export function checkForm(
  rows: readonly (readonly string[])[],
  totals: FormTotals,
  texts: ReportTexts,
): ReportRemark[] {
  const approvedText = texts.say('status.approved')
  const completeText = texts.say('measures.all')
  const periodicText = texts.say('check.periodic')
  const approved = rows.filter((cells) => cells[5] === approvedText)
  const checked = rows.filter((cells) => cells[11]?.includes(periodicText) === true)
  const others = rows.filter((cells) => cells[5] !== approvedText)
  const remark = (key: string, values: Readonly<Record<string, string | number>> = {}) => ({
    code: `form-08.${key}`,
    text: texts.say(`check.${key}`, values),
  })
  const differs = (key: string, count: number, total: number) =>
    count === total ? [] : [remark(key, { rows: count, total })]
  const lacking = (key: string, some: typeof rows, column: number) =>
    some
      .filter((cells) => (cells[column - 1] ?? '') === '')
      .map((cells) => remark(key, { name: cells[1] ?? '' }))
  return [
    ...differs('rows', rows.length, totals.total),
    ...differs('approved', approved.length, totals.approved),
    ...lacking('decision', approved, 7),
    ...lacking('expectedApproval', others, 9),
    ...lacking(
      'expectedMeasures',
      rows.filter((cells) => cells[9] !== completeText),
      11,
    ),
    ...differs('checked', checked.length, totals.checked),
    ...(totals.classified === null ? [remark('classified')] : []),
  ]
}

/** All remarks about a report on form 08, its contacts included; none for a form of before. */
export function remarksOf(input: ReportInput, texts: ReportTexts): ReportRemark[] {
  if (input.kind !== 'systems-year' || texts.form !== 'letter') return []
  const rows = input.systems.map((system, index) => formRow(system, index, texts))
  const hasContacts = input.systemOwner !== null && input.systemUnit !== null
  return [
    { code: 'form-08.unofficial', text: texts.say('unofficial') },
    ...checkForm(rows, formTotals(input), texts),
    ...(hasContacts ? [] : [{ code: 'form-08.contacts', text: texts.say('check.contacts') }]),
  ]
}
