import { compareToTarget } from '#domain/figures.ts'
import type { ReportAgency, ReportIndicator, ReportInput } from '#domain/report-input.ts'
import type { ExactRatio } from '#protocol/views.ts'
import type { TableBlock } from '../model.ts'
import type { ReportTexts } from '../texts.ts'
import { figureText, numberText, officialText } from '../words.ts'
import { column, numbered, table } from './blocks.ts'
import { verdictOf } from './indicators.ts'

/** More indicators than this do not fit beside each other on a page. */
const indicatorColumnsMax = 5

/** The indicators that something was computed for, as many as fit. */
const shownIndicators = ({ indicators }: ReportInput) =>
  indicators.filter(({ figure }) => figure !== null).slice(0, indicatorColumnsMax)

/** Every agency with its machines and figures. */
export function agenciesTable(input: ReportInput, texts: ReportTexts): TableBlock {
  const shown = shownIndicators(input)
  const rows = input.agencies.map((agency) => [
    agency.name,
    texts.say(`sending.${agency.sending.state}`),
    ...machinesOf(agency),
    ...shown.map((indicator) => valueText(indicator, agency, texts)),
  ])
  const columns = [
    column(texts.say('indicators.stt'), 13),
    column(texts.say('P.agency'), 56, 'left'),
    column(texts.say('P.sending'), 22),
    ...(['declared', 'enrolled', 'reporting', 'population'] as const).map((name) =>
      column(texts.say(`machines.${name}`), 20),
    ),
    ...shown.map(({ name }) => column(name, 34)),
  ]
  return table(columns, numbered(rows), { empty: texts.say('empty'), isDense: true })
}

function machinesOf({ classes }: Pick<ReportAgency, 'classes'>): string[] {
  const sum = (of: (state: (typeof classes)[number]) => number) =>
    numberText(classes.reduce((total, state) => total + of(state), 0))
  const isDeclared = classes.every(({ denominator }) => denominator.declared !== null)
  return [
    isDeclared ? sum(({ denominator }) => denominator.declared ?? 0) : '–',
    sum(({ denominator }) => denominator.enrolled),
    sum(({ denominator }) => denominator.reporting),
    sum(({ denominator }) => denominator.population),
  ]
}

function valueText(indicator: ReportIndicator, agency: ReportAgency, texts: ReportTexts): string {
  const value = agency.values.find(({ indicatorId }) => indicatorId === indicator.id)
  if (!value || value.figure === null) return texts.say('noData')
  const { kind } = indicator
  const { figure, best } = value
  return `${officialText(indicator, { kind, figure, best }, texts)}\n${verdictOf(value, texts)}`
}

/** Agencies by block: how many, machines, and the pooled figures of the block. */
export function groupsTable(input: ReportInput, texts: ReportTexts): TableBlock {
  const shown = shownIndicators(input).filter(({ kind }) => kind === 'share')
  const names = [...new Set(input.agencies.map(({ group }) => group))]
  const rows = names.map((name) => {
    const agencies = input.agencies.filter(({ group }) => group === name)
    const classes = agencies.flatMap((agency) => agency.classes)
    const [, enrolled, , population] = machinesOf({ classes })
    return [
      name,
      numberText(agencies.length),
      population ?? '',
      enrolled ?? '',
      ...shown.map((indicator) => pooled(indicator, agencies, texts)),
    ]
  })
  const columns = [
    column(texts.say('II.3.group'), 40, 'left'),
    column(texts.say('II.3.agencies'), 20),
    column(texts.say('machines.population'), 22),
    column(texts.say('machines.enrolled'), 22),
    ...shown.map(({ name }) => column(name, 40)),
  ]
  return table(columns, rows, { empty: texts.say('empty'), isDense: true })
}

/** Sums of numerators over sums of denominators, as the plan's percentages are meant. */
function pooled(
  indicator: ReportIndicator,
  agencies: readonly ReportAgency[],
  texts: ReportTexts,
): string {
  const figures = agencies.flatMap(({ values }) =>
    values.flatMap(({ indicatorId, figure }) =>
      indicatorId === indicator.id && figure !== null ? [figure] : [],
    ),
  )
  if (figures.length === 0) return texts.say('noData')
  const sum = (of: (figure: ExactRatio) => number) =>
    figures.reduce((total, figure) => total + of(figure), 0)
  const whole = {
    numerator: sum(({ numerator }) => numerator),
    denominator: sum(({ denominator }) => denominator),
  }
  return figureText(indicator, whole)
}

/**
 * Agencies by one indicator, best first, equal figures on the same rank; decided on integers. One of which nothing is
 * known is not last: it stands apart, without a rank.
 */
export function rankingTable(
  input: ReportInput,
  texts: ReportTexts,
  indicator: ReportIndicator,
): TableBlock {
  const all = input.agencies.map((agency) => ({
    agency,
    figure: knownFigure(agency.values.find(({ indicatorId }) => indicatorId === indicator.id)),
  }))
  const ranked = all
    .flatMap(({ agency, figure }) => (figure === null ? [] : [{ agency, figure }]))
    .sort(
      (left, right) =>
        compareToTarget(right.figure, left.figure) ||
        left.agency.name.localeCompare(right.agency.name, 'vi'),
    )
  const rows = [
    ...ranked.map(({ agency, figure }) => [
      String(1 + ranked.filter((other) => compareToTarget(other.figure, figure) > 0).length),
      agency.name,
      figureText(indicator, figure),
      `${numberText(figure.numerator)}/${numberText(figure.denominator)}`,
    ]),
    ...all
      .filter(({ figure }) => figure === null)
      .map(({ agency }) => ['–', agency.name, texts.say('noData'), '–']),
  ]
  const columns = [
    column(texts.say('P.rank'), 14),
    column(texts.say('P.agency'), 90, 'left'),
    column(texts.say('indicators.result'), 28),
    column(texts.say('indicators.count'), 32),
  ]
  return table(columns, rows, { empty: texts.say('noData'), isDense: true })
}

/** Null: there is none, or it may still be anything between nothing and all. */
function knownFigure(value: ReportAgency['values'][number] | undefined): ExactRatio | null {
  if (!value || value.figure === null || value.figure.denominator === 0) return null
  const { figure, best } = value
  const isOpen = best !== null && figure.numerator === 0 && best.numerator === best.denominator
  return isOpen ? null : figure
}
