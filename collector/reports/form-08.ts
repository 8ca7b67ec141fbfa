import type { ReportInput } from '#domain/report-input.ts'
import type { ReportSystem } from '#domain/report-rows.ts'
import type { ReportRemark } from '#protocol/reports.ts'
import type { ReportTexts } from './texts.ts'
import { dayText, numberText } from './words.ts'

/** The totals of section 1 of form 08 of NĐ 331/2026, counted from the rows of its section 3. */
export type FormTotals = {
  /** All of them null: nobody has declared a system, which is not to have none. */
  readonly total: number | null
  readonly classified: number | null
  readonly drafted: number | null
  readonly appraised: number | null
  readonly approved: number | null
  readonly checked: number | null
  /** The last expected approval; null: one of them has none, or no system was declared. `done`: all are approved. */
  readonly expected: string | 'done' | null
}

const isApproved = ({ status }: ReportSystem) => status === 'approved'

const undeclared: FormTotals = {
  total: null,
  classified: null,
  drafted: null,
  appraised: null,
  approved: null,
  checked: null,
  expected: null,
}

/** Section 1 of the form. What nobody has declared is not counted as 0, and never as done. */
export function formTotals({
  systems,
  systemsClassified,
}: Pick<ReportInput, 'systems' | 'systemsClassified'>): FormTotals {
  if (systems.length === 0) return undeclared
  const count = (is: (system: ReportSystem) => boolean) => systems.filter(is).length
  return {
    total: systems.length,
    classified: systemsClassified,
    drafted: count(({ status }) => status !== 'drafting'),
    appraised: count(({ status }) => ['appraised', 'approved'].includes(status)),
    approved: count(isApproved),
    checked: count((system) => isApproved(system) && system.check.includes('periodic')),
    expected: expectedOf(systems.filter((system) => !isApproved(system))),
  }
}

function expectedOf(open: readonly ReportSystem[]): FormTotals['expected'] {
  const days = open.map(({ expectedApproval }) => expectedApproval)
  const known = days.filter((day) => day !== null).sort()
  return known.length < days.length ? null : (known.at(-1) ?? 'done')
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
  const differs = (key: string, count: number, total: number | null) =>
    total === null || count === total ? [] : [remark(key, { rows: count, total })]
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
    ...(totals.total !== null && totals.classified === null ? [remark('classified')] : []),
  ]
}

/** All remarks about a report on form 08, its contacts included; none for a form of before. */
export function remarksOf(input: ReportInput, texts: ReportTexts): ReportRemark[] {
  if (input.kind !== 'systems-year' || texts.form !== 'letter') return []
  const rows = input.systems.map((system, index) => formRow(system, index, texts))
  return [
    { code: 'form-08.unofficial', text: texts.say('unofficial') },
    ...silenceRemarks(input, texts),
    ...checkForm(rows, formTotals(input), texts),
    ...contactRemarks('a', input.systemOwner, texts),
    ...contactRemarks('b', input.systemUnit, texts),
  ]
}

/** Agencies that have declared no system: the form cannot tell whether they have none. */
function silenceRemarks(
  { systemsSilence: { agencies, silent } }: ReportInput,
  texts: ReportTexts,
): ReportRemark[] {
  if (silent === 0) return []
  return [
    {
      code: 'form-08.undeclared',
      text: texts.say('check.undeclared', {
        silent: numberText(silent),
        agencies: numberText(agencies),
      }),
    },
  ]
}

const contactLines = ['functions', 'representative', 'address', 'contact'] as const

/** Each line of section 2 that is printed blank. */
function contactRemarks(
  letter: 'a' | 'b',
  contact: ReportInput['systemOwner'],
  texts: ReportTexts,
): ReportRemark[] {
  const body = texts.say(`check.contact.${letter}`)
  if (contact === null) {
    return [{ code: `form-08.contact.${letter}`, text: texts.say('check.contacts', { body }) }]
  }
  return contactLines
    .filter((line) => contact[line] === null)
    .map((line) => ({
      code: `form-08.contact.${letter}.${line}`,
      text: texts.say('check.contactLine', { body, line: texts.say(`check.contact.${line}`) }),
    }))
}
