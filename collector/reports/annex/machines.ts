import type { ReportInput } from '#domain/report-input.ts'
import type { Cell, Sheet } from '#collector/sheets/cell.ts'
import type { ReportTexts } from '../texts.ts'
import { machinesByControl } from './machines-by-control.ts'
import { columnsOf, dayOrNull, yesOrNo } from './sheet.ts'

/** Machines and devices, list by list. */
export function machineSheets(input: ReportInput, texts: ReportTexts): Sheet[] {
  return [
    ...(input.agencies.length > 0 ? [machines(input, texts), sending(input, texts)] : []),
    unprotected(input, texts),
    ...(input.machines.length === 0 ? [] : [machinesByControl(input, texts)]),
    ...((input.hostFindings ?? []).length === 0 ? [] : [findings(input, texts)]),
  ]
}

const machineCounts = [
  'enrolled',
  'reporting',
  'matched',
  'neverEnrolled',
  'unregistered',
  'withoutAgent',
  'population',
] as const

function machines({ agencies }: ReportInput, texts: ReportTexts): Sheet {
  const rows = agencies.flatMap(({ name, classes }) =>
    classes.map(({ class: hostClass, denominator }): Cell[] => [
      name,
      texts.say(`class.${hostClass}`),
      denominator.declared,
      ...machineCounts.map((count) => denominator[count]),
      yesOrNo(denominator.isLowerBound, texts),
    ]),
  )
  const sums = machineCounts.map((count) =>
    agencies.reduce(
      (total, { classes }) =>
        total + classes.reduce((inner, { denominator }) => inner + denominator[count], 0),
      0,
    ),
  )
  return {
    name: texts.say('annex.machines'),
    columns: columnsOf(texts, [
      ['unprotected.agency', 36],
      ['annex.class', 20],
      ['machines.declared', 12],
      ['machines.enrolled', 12],
      ['machines.reporting', 14],
      ['annex.matched', 14],
      ['machines.neverEnrolled', 14],
      ['machines.unregistered', 14],
      ['machines.withoutAgent', 14],
      ['machines.population', 12],
      ['lowerBound', 16],
    ]),
    rows,
    totals: [texts.say('annex.total'), null, null, ...sums],
  }
}

function sending({ agencies }: ReportInput, texts: ReportTexts): Sheet {
  return {
    name: texts.say('annex.sending'),
    columns: columnsOf(texts, [
      ['unprotected.agency', 36],
      ['annex.state', 18],
      ['annex.due', 14],
      ['annex.sent', 14],
    ]),
    rows: agencies.map(({ name, sending: { state, dueOn, sentOn } }): Cell[] => [
      name,
      texts.say(`sending.${state}`),
      dayOrNull(dueOn),
      dayOrNull(sentOn),
    ]),
    totals: null,
  }
}

function unprotected(input: ReportInput, texts: ReportTexts): Sheet {
  return {
    name: texts.say('annex.unprotected'),
    columns: columnsOf(texts, [
      ['unprotected.agency', 36],
      ['unprotected.host', 30],
      ['unprotected.class', 20],
      ['unprotected.room', 20],
      ['unprotected.state', 18],
      ['unprotected.reason', 46],
      ['annex.lastReceived', 20],
    ]),
    rows: input.unprotected.map((row): Cell[] => [
      row.agencyName,
      row.host,
      texts.say(`class.${row.class}`),
      row.room,
      texts.say(`state.${row.state}`),
      row.reason,
      row.lastReceivedMs === null ? null : { momentMs: row.lastReceivedMs },
    ]),
    totals: null,
  }
}

function findings({ hostFindings = [] }: ReportInput, texts: ReportTexts): Sheet {
  return {
    name: texts.say('annex.findings'),
    columns: columnsOf(texts, [
      ['unprotected.agency', 36],
      ['findings.host', 30],
      ['unprotected.class', 20],
      ['unprotected.room', 20],
      ['findings.control', 28],
      ['findings.reason', 60],
    ]),
    rows: hostFindings.map((row): Cell[] => [
      row.agencyName,
      row.host,
      texts.say(`class.${row.class}`),
      row.room,
      texts.say(`findings.control.${row.control}`),
      row.reason,
    ]),
    totals: null,
  }
}
