import type { ReportInput } from '#domain/report-input.ts'
import type { ReportMachine } from '#domain/report-rows.ts'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import type { Cell, Sheet } from '#collector/sheets/cell.ts'
import type { ReportTexts } from '../texts.ts'
import { columnsOf } from './sheet.ts'

/** One row for each machine and one column for each control: the rows behind every count of machines. */
export function machinesByControl({ machines }: ReportInput, texts: ReportTexts): Sheet {
  const controls = controlIds.filter((control) =>
    machines.some(({ states }) => states[control] !== undefined),
  )
  const stateOf = (machine: ReportMachine, control: ControlId) =>
    texts.say(`state.${machine.states[control] ?? 'unknown'}`)
  const met = (control: ControlId) =>
    machines.filter(({ states }) => states[control] === 'met').length
  return {
    name: texts.say('annex.byControl'),
    columns: columnsOf(texts, [
      ['unprotected.agency', 36],
      ['unprotected.host', 30],
      ['unprotected.class', 20],
      ['unprotected.room', 20],
      ...controls.map((control) => [`control.${control}`, 18] as const),
      ['annex.products', 50],
    ]),
    rows: machines.map((machine): Cell[] => [
      machine.agencyName,
      machine.host,
      texts.say(`class.${machine.class}`),
      machine.room,
      ...controls.map((control) => stateOf(machine, control)),
      machine.isEnrolled ? (machine.products?.join('; ') ?? null) : texts.say('annex.notEnrolled'),
    ]),
    totals: [texts.say('annex.metTotal'), null, null, null, ...controls.map(met)],
  }
}
