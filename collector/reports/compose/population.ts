import { lowerBoundReasonsOf } from '#domain/denominator.ts'
import type { ReportInput } from '#domain/report-input.ts'
import type { LowerBoundReason } from '#protocol/snapshots.ts'
import type { Block, TableBlock } from '../model.ts'
import type { ReportTexts } from '../texts.ts'
import { auditHeadText, dayText, momentText, numberText, shareText } from '../words.ts'
import { column, note, numbered, paragraph, table } from './blocks.ts'

type Population = {
  readonly population: number
  /** Have the agent, of the population. */
  readonly enrolled: number
  readonly reporting: number
  readonly withoutData: number
  /** Why it is a lower bound; empty: it is none. */
  readonly lowerBound: readonly LowerBoundReason[]
}

const sum = <T>(rows: readonly T[], of: (row: T) => number) =>
  rows.reduce((total, row) => total + of(row), 0)

/** All classes of the scope of this report together. */
function populationOf({ classes, agencies }: ReportInput): Population {
  const of = (name: 'population' | 'enrolled' | 'reporting') =>
    sum(classes, ({ denominator }) => denominator[name])
  const parts = agencies.length === 0 ? classes : agencies.flatMap((agency) => agency.classes)
  return {
    population: of('population'),
    enrolled: of('enrolled'),
    reporting: of('reporting'),
    withoutData: Math.max(0, of('population') - of('reporting')),
    lowerBound: lowerBoundReasonsOf(parts.map(({ denominator }) => denominator)),
  }
}

/** Of a denominator that may be larger the share is the most that it can be. */
function coverageOf({ enrolled, population, lowerBound }: Population, texts: ReportTexts): string {
  const numerator = Math.min(enrolled, population)
  const coverage = shareText({ numerator, denominator: population })
  return lowerBound.length === 0 ? coverage : texts.say('coverageAtMost', { coverage })
}

function lowerBoundText({ lowerBound }: Population, texts: ReportTexts): string {
  if (lowerBound.length === 0) return ''
  const reasons = lowerBound.map((one) => texts.say(`populationLowerBound.${one}`))
  return texts.say('populationLowerBound', { reasons: reasons.join('; ') })
}

/** What every report says: cut-off, snapshot, population, coverage, machines without data. */
export function populationBlocks(input: ReportInput, texts: ReportTexts): Block[] {
  const { snapshot } = input
  const population = populationOf(input)
  const lead = texts.say('population', {
    moment: momentText(texts, snapshot.cutOffMs),
    number: snapshot.number,
    hash: shortHash(snapshot.hash),
    population: numberText(population.population),
    lowerBound: lowerBoundText(population, texts),
    enrolled: numberText(population.enrolled),
    coverage: coverageOf(population, texts),
    reporting: numberText(population.reporting),
    withoutData: numberText(population.withoutData),
  })
  const { amends } = snapshot
  const excluded = sum(input.exclusions, ({ count }) => count)
  return [
    paragraph(lead),
    ...(amends === null ? [] : [paragraph(texts.say('amended', amends))]),
    ...(excluded === 0
      ? []
      : [paragraph(texts.say('excluded', { machines: numberText(excluded) }))]),
  ]
}

const shortHash = (hash: string) => hash.slice(0, 12)

/** In small letters on every page. */
export function provenanceOf({ snapshot }: ReportInput, texts: ReportTexts): string {
  return texts.say('provenance', {
    number: snapshot.number,
    hash: shortHash(snapshot.hash),
    moment: momentText(texts, snapshot.cutOffMs),
  })
}

/** Declared, enrolled, reporting and what is not, side by side per class of machine. */
export function machinesTable({ classes, agencies }: ReportInput, texts: ReportTexts): Block[] {
  const denominators = classes.map(({ denominator }) => denominator)
  type Name =
    'enrolled' | 'reporting' | 'neverEnrolled' | 'unregistered' | 'withoutAgent' | 'population'
  const names: readonly Name[] = [
    'enrolled',
    'reporting',
    'neverEnrolled',
    'unregistered',
    'withoutAgent',
    'population',
  ]
  const isDeclared = denominators.every(({ declared }) => declared !== null)
  const isPartial = agencies.length > 0 && classes.some(({ undeclared }) => undeclared > 0)
  const rows = classes.map(({ class: hostClass, denominator, undeclared }) => [
    texts.say(`class.${hostClass}`),
    declaredText(denominator.declared, { undeclared, agencies: agencies.length }),
    ...names.map((name) => numberText(denominator[name])),
  ])
  const total = [
    texts.say('class.all'),
    isDeclared ? numberText(sum(denominators, ({ declared }) => declared ?? 0)) : '–',
    ...names.map((name) => numberText(sum(denominators, (row) => row[name]))),
  ]
  const heads = ['declared', ...names].map((name) => column(texts.say(`machines.${name}`), 12))
  const made = table(
    [column(texts.say('machines.class'), 20, 'left'), ...heads],
    [...rows, total],
    {
      empty: texts.say('noData'),
      boldRows: [rows.length],
      isDense: true,
    },
  )
  const isUnder = denominators.some(({ isUnderDeclared }) => isUnderDeclared)
  return [
    made,
    ...(isPartial ? [note(texts.say('machines.partlyDeclared'))] : []),
    ...(isUnder ? [note(texts.say('machines.underDeclared'))] : []),
  ]
}

/** A sum over agencies says of how many it is. */
function declaredText(
  declared: number | null,
  { undeclared, agencies }: { readonly undeclared: number; readonly agencies: number },
): string {
  if (declared === null) return '–'
  const isWhole = undeclared === 0 || agencies === 0
  return isWhole
    ? numberText(declared)
    : `${numberText(declared)} (${numberText(agencies - undeclared)}/${numberText(agencies)})`
}

/** Where the figures come from, whole: the last table of every report. */
export function sourceTable(input: ReportInput, texts: ReportTexts): TableBlock {
  const { snapshot, plan, period } = input
  const population = populationOf(input)
  const excluded = sum(input.exclusions, ({ count }) => count)
  const values: readonly (readonly [string, string])[] = [
    ['plan', planText(input, texts)],
    ['period', `${period.id} (${dayText(period.fromDay)} – ${dayText(period.untilDay)})`],
    ['cutOff', momentText(texts, snapshot.cutOffMs)],
    ['snapshot', `${snapshot.number} (${snapshot.id}); ${plan.id} v${plan.version}`],
    ['hash', snapshot.hash],
    ['chain', `${snapshot.chainHead.number}: ${snapshot.chainHead.hash}`],
    ['audit', auditHeadText(texts, snapshot.auditHead)],
    ['population', numberText(population.population)],
    ['coverage', coverageOf(population, texts)],
    ['withoutData', numberText(population.withoutData)],
    ['exclusions', numberText(excluded)],
  ]
  return table(
    [
      column(texts.say('indicators.stt'), 11),
      column(texts.say('source.item'), 34, 'left'),
      column(texts.say('source.value'), 120, 'left'),
    ],
    numbered(values.map(([name, value]) => [texts.say(`source.${name}`), value])),
    { empty: texts.say('empty'), isDense: true },
  )
}

/** The plan as a sentence names it: its name with number and day. */
export function planText({ plan }: ReportInput, texts: ReportTexts): string {
  const { name, documentNumber, issuedOn } = plan
  const values = { name, day: dayText(issuedOn) }
  return documentNumber === null
    ? texts.say('planUnnumbered', values)
    : texts.say('planNumbered', { ...values, number: documentNumber })
}
