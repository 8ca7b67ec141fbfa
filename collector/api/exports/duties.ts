import type { HandCheckResult, HandCheckView } from '#protocol/hand-checks.ts'
import { sendingStates, type OccurrenceView, type SenderRow } from '#protocol/obligations.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import { columnsOf, local } from './columns.ts'
import { listFile } from './list-file.ts'

type Lists = Pick<Handlers, 'obligations' | 'obligationSenders' | 'handChecks' | 'handCheck'>
type Names = 'exportObligations' | 'exportSenders' | 'exportHandChecks' | 'exportHandCheckResult'

/** The tables of what is due, who owes it, and of checks by hand as files. */
export function dutyExports({ store: { db } }: ApiDeps, lists: Lists): Pick<Handlers, Names> {
  return {
    exportObligations: listFile(db, {
      name: 'obligations',
      title: 'nav.obligations',
      columns: occurrenceColumns,
      rows: async (call) => (await lists.obligations(call)).occurrences,
    }),
    exportSenders: listFile(db, {
      name: 'senders',
      title: 'obligations.sheet',
      columns: senderColumns,
      rows: async (call) => (await lists.obligationSenders(call)).rows,
    }),
    exportHandChecks: listFile(db, {
      name: 'hand-checks',
      title: 'hand-check.past',
      columns: checkColumns,
      rows: async (call) => (await lists.handChecks(call)).checks,
    }),
    exportHandCheckResult: listFile(db, {
      name: 'hand-check-result',
      title: 'hand-check.result',
      columns: resultColumns,
      rows: async (call) => {
        const { byControl } = await lists.handCheck(call)
        return byControl.filter(
          ({ agreement: { compared, systemUnknown } }) => compared + systemUnknown > 0,
        )
      },
    }),
  }
}

const occurrence = columnsOf<OccurrenceView>()
const occurrenceColumns = [
  occurrence.sentence('obligations.column.what', ({ obligation }, words) =>
    local(obligation.title, words),
  ),
  occurrence.text('obligations.column.period', ({ period }) => period),
  occurrence.day('obligations.column.last-day', ({ lastDay }) => lastDay),
  occurrence.day('obligations.column.reminder', ({ reminderDay }) => reminderDay),
  ...sendingStates.map((state) =>
    occurrence.count(`sending.${state}`, ({ counts }) => counts[state]),
  ),
]

const sender = columnsOf<SenderRow>()
const senderColumns = [
  sender.name('obligations.column.agency', ({ name }) => name),
  sender.text('obligations.column.sending', ({ sending }, { t }) => t(`sending.${sending}`)),
  sender.count('export.days-late', ({ daysLate, sending }) =>
    sending === 'not-due' ? null : daysLate,
  ),
  sender.text('obligations.column.stand', ({ stand }, { t }) => t(`report-stand.${stand}`)),
  sender.moment('obligations.column.sent', ({ sentMs }) => sentMs),
]

const check = columnsOf<HandCheckView>()
const checkColumns = [
  check.moment('hand-check.column.drawn', ({ drawnMs }) => drawnMs),
  check.name(
    'hand-check.column.where',
    ({ agencyName }, { t }) => agencyName ?? t('hand-check.draw.province'),
  ),
  check.count('hand-check.column.machines', ({ machines }) => machines),
  check.count('export.drawn-from', ({ population }) => population),
  check.text('hand-check.column.state', ({ finishedMs }, { t }) =>
    t(finishedMs === null ? 'hand-check.open' : 'export.finished'),
  ),
  check.text('hand-check.sheet.checker', ({ checkedBy }) => checkedBy),
  check.day('hand-check.sheet.day', ({ checkedOn }) => checkedOn),
]

const result = columnsOf<HandCheckResult['byControl'][number]>()
const resultColumns = [
  result.name('hand-check.column.control', ({ control }, { t }) => t(`control.${control}.name`)),
  result.count('export.agreed', ({ agreement }) => agreement.agreed),
  result.count('export.compared', ({ agreement }) => agreement.compared),
  result.count('hand-check.falsely-met', ({ agreement }) => agreement.falselyMet),
  result.count('hand-check.falsely-unmet', ({ agreement }) => agreement.falselyUnmet),
  result.count('hand-check.system-unknown', ({ agreement }) => agreement.systemUnknown),
  result.count('hand-check.not-checked', ({ agreement }) => agreement.notChecked),
]
