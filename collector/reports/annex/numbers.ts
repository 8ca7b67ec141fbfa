import type { ReportInput } from '#domain/report-input.ts'
import type { Cell, Sheet } from '#collector/sheets/cell.ts'

import { verdictOf } from '../compose/indicators.ts'
import type { ReportTexts } from '../texts.ts'
import { auditHeadText, momentText } from '../words.ts'
import { columnsOf, dayOrNull } from './sheet.ts'

/** The numbers themselves, each with the sheet that has its rows; then the snapshot that they come from. */
export function summarySheet(input: ReportInput, texts: ReportTexts): Sheet {
  const rows = input.indicators.map((indicator, index): Cell[] => [
    indicator.id,
    indicator.name,
    `${indicator.document}, ${indicator.clause}`,
    indicator.figure?.numerator ?? null,
    indicator.kind === 'count' ? null : (indicator.figure?.denominator ?? null),
    indicator.counts?.unknown ?? null,
    indicator.best?.numerator ?? null,
    indicator.declared?.numerator ?? null,
    indicator.kind === 'count' ? null : (indicator.declared?.denominator ?? null),
    verdictOf(indicator, texts),
    sheetName(texts, indicator.name, index),
  ])
  const { snapshot } = input
  const about: Cell[][] = [
    [],
    [texts.say('source.cutOff'), momentText(texts, snapshot.cutOffMs)],
    [texts.say('source.snapshot'), `${snapshot.number} (${snapshot.id})`],
    [texts.say('source.hash'), snapshot.hash],
    [texts.say('source.chain'), `${snapshot.chainHead.number}: ${snapshot.chainHead.hash}`],
    [texts.say('source.audit'), auditHeadText(texts, snapshot.auditHead)],
  ]
  return {
    name: texts.say('annex.summary'),
    columns: columnsOf(texts, [
      ['annex.id', 24],
      ['indicators.name', 44],
      ['annex.document', 50],
      ['indicators.numerator', 12],
      ['indicators.denominator', 12],
      ['indicators.unknown', 14],
      ['annex.best', 18],
      ['annex.declaredNumerator', 14],
      ['annex.declaredDenominator', 14],
      ['indicators.verdict', 22],
      ['annex.sheet', 32],
    ]),
    rows: [...rows, ...about],
    totals: null,
  }
}

const sheetName = (texts: ReportTexts, name: string, index: number) =>
  texts.say('annex.indicator', { number: index + 1, name })

/** One sheet for each number: its rows add up to its numerator and denominator. */
export function indicatorSheets(input: ReportInput, texts: ReportTexts): Sheet[] {
  return input.indicators.map((indicator, index) => {
    const isCount = indicator.kind === 'count'
    const behind = input.rows.filter(({ indicatorId }) => indicatorId === indicator.id)
    const sum = (name: 'numerator' | 'denominator') =>
      behind.reduce((total, row) => total + row[name], 0)
    return {
      name: sheetName(texts, indicator.name, index),
      columns: columnsOf(texts, [
        ['indicators.stt', 8],
        ['unprotected.agency', 36],
        ['annex.subject', 34],
        ['annex.class', 20],
        ['annex.from', 14],
        ['annex.state', 18],
        ['annex.reason', 46],
        ['indicators.numerator', 12],
        ['indicators.denominator', 12],
      ]),
      rows: behind.map((row, rowIndex): Cell[] => [
        rowIndex + 1,
        row.agencyName,
        row.subject,
        row.class === null ? null : texts.say(`class.${row.class}`),
        texts.say(`collection.${row.source}`),
        row.state === null ? null : texts.say(`state.${row.state}`),
        row.reason,
        row.numerator,
        isCount ? null : row.denominator,
      ]),
      totals: [
        null,
        texts.say('annex.total'),
        null,
        null,
        null,
        null,
        null,
        sum('numerator'),
        isCount ? null : sum('denominator'),
      ],
    }
  })
}

/** Everything that is out of a denominator, with who said so and why. */
export function exclusionSheet({ exclusions }: ReportInput, texts: ReportTexts): Sheet {
  return {
    name: texts.say('annex.exclusions'),
    columns: columnsOf(texts, [
      ['unprotected.agency', 36],
      ['exclusions.subject', 36],
      ['exclusions.count', 12],
      ['exclusions.reason', 50],
      ['exclusions.by', 30],
      ['exclusions.onDay', 14],
    ]),
    rows: exclusions.map((row): Cell[] => [
      row.agencyName,
      row.subject,
      row.count,
      row.reason,
      row.by,
      dayOrNull(row.onDay),
    ]),
    totals: [
      texts.say('annex.total'),
      null,
      exclusions.reduce((total, { count }) => total + count, 0),
    ],
  }
}
