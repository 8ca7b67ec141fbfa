import type { ReportIndicator, ReportInput } from '#domain/report-input.ts'
import type { ExactRatio } from '#protocol/views.ts'
import type { Block, TableBlock } from '../model.ts'
import type { ReportTexts } from '../texts.ts'
import { figureText, foundFigure, numberText, officialText, targetText } from '../words.ts'
import { column, note, numbered, table } from './blocks.ts'

const ratioText = ({ numerator, denominator }: ExactRatio, isCount: boolean) =>
  isCount ? numberText(numerator) : `${numberText(numerator)}/${numberText(denominator)}`

/** The short table of the body: target, result, counts, verdict. */
export function indicatorTable(input: ReportInput, texts: ReportTexts): Block[] {
  const rows = input.indicators.map((indicator) => [
    nameOf(indicator, texts),
    targetText(texts, indicator),
    resultOf(indicator, texts),
    countsOf(indicator, texts),
    verdictOf(indicator, texts),
  ])
  const heads = ['stt', 'name', 'target', 'result', 'count', 'verdict'] as const
  const shares = { stt: 12, name: 54, target: 24, result: 28, count: 27, verdict: 24 }
  const columns = heads.map((head) =>
    column(texts.say(`indicators.${head}`), shares[head], head === 'name' ? 'left' : 'center'),
  )
  return [
    table(columns, numbered(rows), { empty: texts.say('empty') }),
    ...provisionalNotes(input, texts),
  ]
}

/** The whole table of an appendix, with the words of the plan. */
export function fullIndicatorTable(input: ReportInput, texts: ReportTexts): TableBlock {
  const rows = input.indicators.map((indicator) => {
    const { counts, collection } = indicator
    const isCount = indicator.kind === 'count'
    const figure = foundFigure(indicator)
    return [
      `“${indicator.quote}”`,
      targetText(texts, indicator),
      figure === null ? '–' : numberText(figure.numerator),
      figure === null || isCount ? '–' : numberText(figure.denominator),
      resultOf(indicator, texts),
      texts.say(`collection.${collection}`),
      counts === null ? '–' : numberText(counts.unknown),
      verdictOf(indicator, texts),
      trendOf(indicator, texts),
    ]
  })
  const columns = [
    column(texts.say('indicators.stt'), 13),
    column(texts.say('indicators.quote'), 72, 'left'),
    column(texts.say('indicators.target'), 24),
    column(texts.say('indicators.numerator'), 18),
    column(texts.say('indicators.denominator'), 18),
    column(texts.say('indicators.result'), 30),
    column(texts.say('indicators.source'), 22),
    column(texts.say('indicators.unknown'), 20),
    column(texts.say('indicators.verdict'), 28),
    column(texts.say('indicators.trend'), 20),
  ]
  return table(columns, numbered(rows), { empty: texts.say('empty'), isDense: true })
}

/** Against the snapshot before. */
export function comparisonTable(input: ReportInput, texts: ReportTexts): TableBlock {
  const rows = input.indicators.map((indicator) => [
    indicator.name,
    indicator.previous === null ? '–' : figureText(indicator, indicator.previous),
    indicator.figure === null ? '–' : officialText(indicator, indicator, texts),
    trendOf(indicator, texts),
  ])
  return table(
    [
      column(texts.say('indicators.stt'), 13),
      column(texts.say('indicators.name'), 75, 'left'),
      column(texts.say('indicators.previous'), 26),
      column(texts.say('indicators.result'), 26),
      column(texts.say('indicators.trend'), 28),
    ],
    numbered(rows),
    { empty: texts.say('empty') },
  )
}

export const verdictOf = ({ verdict }: Pick<ReportIndicator, 'verdict'>, texts: ReportTexts) =>
  texts.say(`verdict.${verdict}`)

function nameOf(indicator: ReportIndicator, texts: ReportTexts): string {
  const marks = [
    ...(indicator.isReference ? [texts.say('reference')] : []),
    ...(indicator.isProvisional ? [texts.say('provisional')] : []),
  ]
  return marks.length === 0 ? indicator.name : `${indicator.name} (${marks.join(', ')})`
}

/** The official figure, and what it could be where that differs; why there is none, where there is none. */
function resultOf(indicator: ReportIndicator, texts: ReportTexts): string {
  const { figure, best, missing } = indicator
  if (figure === null) {
    return missing === null ? texts.say('noData') : texts.say(`missing.${missing}`)
  }
  const official = officialText(indicator, indicator, texts)
  if (best === null || indicator.kind === 'count') return official
  const possible = figureText(indicator, best)
  return possible === official
    ? official
    : `${official}\n(${texts.say('best', { figure: possible })})`
}

function countsOf(indicator: ReportIndicator, texts: ReportTexts): string {
  const { declared, isLowerBound } = indicator
  const figure = foundFigure(indicator)
  const isCount = indicator.kind === 'count'
  const lines = [
    ...(figure === null ? [] : [ratioText(figure, isCount)]),
    ...(isLowerBound ? [`(${texts.say('lowerBound')})`] : []),
    ...(declared === null || indicator.collection === 'declared'
      ? []
      : [texts.say('declaredBeside', { figure: ratioText(declared, isCount) })]),
  ]
  return lines.length === 0 ? '–' : lines.join('\n')
}

/** Exact: 412/455 against 430/460 is compared on integers. */
function trendOf(indicator: ReportIndicator, texts: ReportTexts): string {
  const { previous, kind } = indicator
  const figure = foundFigure(indicator)
  if (figure === null) return '–'
  if (previous === null) return texts.say('trend.none')
  const left =
    kind === 'count'
      ? BigInt(figure.numerator)
      : BigInt(figure.numerator) * BigInt(previous.denominator)
  const right =
    kind === 'count'
      ? BigInt(previous.numerator)
      : BigInt(previous.numerator) * BigInt(figure.denominator)
  if (left === right) return texts.say('trend.same')
  return texts.say(left > right ? 'trend.up' : 'trend.down')
}

export function provisionalNotes(input: ReportInput, texts: ReportTexts): Block[] {
  const isProvisional = input.indicators.some((indicator) => indicator.isProvisional)
  return [
    ...(isProvisional ? [note(texts.say('provisionalNote'))] : []),
    ...(input.handCheck === null ? [] : [note(texts.say('handCheck', { text: input.handCheck }))]),
  ]
}
