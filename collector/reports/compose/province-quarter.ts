import type { ReportAgency, ReportIndicator, ReportInput } from '#domain/report-input.ts'
import type { Block, ReportDocument } from '../model.ts'
import type { ReportTexts } from '../texts.ts'
import { momentText, numberText } from '../words.ts'
import { heading, note, paragraph, subheading } from './blocks.ts'
import { agenciesTable, groupsTable, rankingTable } from './by-agency.ts'
import { devicesText } from './devices.ts'
import { commonValues, framed, type PrintOptions } from './frame.ts'
import { comparisonTable, indicatorTable } from './indicators.ts'
import { budgetBlocks, findingValues, narrativeBlocks } from './lists.ts'
import { machinesTable, planText, populationBlocks } from './population.ts'
import { estimateBlocks, shortfallTable, shortfallValues } from './shortfall.ts'

/** Names in a sentence; the rest is counted and stands in the appendix. */
const namesMax = 12

/** R2: the quarter of the province. */
export function provinceQuarter(
  input: ReportInput,
  texts: ReportTexts,
  options: PrintOptions,
): ReportDocument {
  const values = commonValues(input, planText(input, texts))
  // A figure of machines tells agencies apart; one that each has or has not ranks nothing.
  const ranked = input.indicators.find(
    ({ kind, figure, counts, collection }) =>
      kind === 'share' && figure !== null && counts !== null && collection !== 'declared',
  )
  const body: Block[] = [
    paragraph(texts.say('opening', values)),
    heading(texts.say('I')),
    ...sending(input, texts),
    ...results(input, texts),
    heading(texts.say('III')),
    ...failing(input, texts),
    heading(texts.say('IV')),
    paragraph(texts.say('IV.shortfall', shortfallValues(input, texts))),
    ...estimateBlocks(input, texts),
    ...budgetBlocks(input, texts),
    heading(texts.say('V')),
    ...narrativeBlocks(
      [...input.narrative.shortcomings, ...input.narrative.proposals],
      texts.say('V.none'),
    ),
  ]
  const rankedBy = ranked ? [note(texts.say('P.rankBy', { indicator: ranked.name }))] : []
  const appendices = [
    { title: texts.say('P.agencies'), blocks: [agenciesTable(input, texts)], isLandscape: true },
    {
      title: texts.say('P.ranking'),
      blocks: ranked
        ? [...rankedBy, rankingTable(input, texts, ranked)]
        : [paragraph(texts.say('noData'))],
    },
    { title: texts.say('P.shortfall'), blocks: [shortfallTable(input, texts)], isLandscape: true },
  ]
  return framed(input, texts, { body, appendices, values, ...options })
}

function sending(input: ReportInput, texts: ReportTexts): Block[] {
  const agencies = input.agencies.filter((agency) => agency.sending.state !== 'not-owed')
  const of = (state: ReportAgency['sending']['state']) =>
    agencies.filter((agency) => agency.sending.state === state)
  if (agencies.length === 0) return [paragraph(texts.say('I.noDuty'))]
  const notDue = of('not-due').length
  const named = (key: string, some: readonly ReportAgency[]) =>
    some.length === 0 ? [] : [paragraph(texts.say(key, { names: namesOf(some, texts) }))]
  return [
    paragraph(
      texts.say('I.sending', {
        total: numberText(agencies.length),
        onTime: numberText(of('on-time').length),
        late: numberText(of('late').length),
        notSent: numberText(of('not-sent').length),
        notDue: notDue === 0 ? '' : texts.say('I.notDue', { count: numberText(notDue) }),
      }),
    ),
    ...named('I.lateNames', of('late')),
    ...named('I.notSentNames', of('not-sent')),
  ]
}

function results(input: ReportInput, texts: ReportTexts): Block[] {
  const { comparedWith } = input
  const compared =
    comparedWith === null
      ? [paragraph(texts.say('II.2.none'))]
      : [
          paragraph(
            texts.say('II.2.with', {
              number: comparedWith.number,
              moment: momentText(texts, comparedWith.cutOffMs),
            }),
          ),
          comparisonTable(input, texts),
        ]
  return [
    heading(texts.say('II')),
    subheading(texts.say('II.1')),
    ...populationBlocks(input, texts),
    ...machinesTable(input, texts),
    ...indicatorTable(input, texts),
    subheading(texts.say('II.2')),
    ...compared,
    subheading(texts.say('II.3')),
    groupsTable(input, texts),
    subheading(texts.say('II.4')),
    ...devices(input, texts),
    subheading(texts.say('II.5')),
    paragraph(systems(input, texts)),
  ]
}

function devices(input: ReportInput, texts: ReportTexts): Block[] {
  const { findings } = input
  return [
    paragraph(devicesText(input, texts)),
    ...(findings === null
      ? []
      : [paragraph(texts.say('II.4.hosts', findingValues(findings, texts)))]),
  ]
}

function systems({ systems: all, systemsSilence }: ReportInput, texts: ReportTexts): string {
  const { agencies, silent } = systemsSilence
  if (all.length === 0) return texts.say('II.5.none')
  const high = all.filter(({ level }) => level >= 3)
  const said = texts.say('II.5.systems', {
    total: high.length,
    approved: high.filter(({ status }) => status === 'approved').length,
    checked: high.filter(({ check }) => check.includes('periodic')).length,
  })
  if (silent === 0) return said
  const values = { silent: numberText(silent), agencies: numberText(agencies) }
  return `${said} ${texts.say('II.5.silent', values)}`
}

/** Agencies that do not reach an indicator or cannot show that they do. */
function failing(input: ReportInput, texts: ReportTexts): Block[] {
  const rows = input.indicators.flatMap((indicator) => {
    const agencies = input.agencies.filter((agency) => fails(agency, indicator))
    if (agencies.length === 0) return []
    const values = {
      indicator: indicator.name,
      count: numberText(agencies.length),
      names: namesOf(agencies, texts),
    }
    return [paragraph(texts.say('III.row', values))]
  })
  return rows.length === 0
    ? [paragraph(texts.say('III.none'))]
    : [paragraph(texts.say('III.lead')), ...rows]
}

function fails(agency: ReportAgency, { id }: ReportIndicator): boolean {
  const value = agency.values.find(({ indicatorId }) => indicatorId === id)
  return value !== undefined && ['unmet', 'insufficient-data'].includes(value.verdict)
}

function namesOf(agencies: readonly ReportAgency[], texts: ReportTexts): string {
  const names = agencies.slice(0, namesMax).map(({ name }) => name)
  const rest = agencies.length - names.length
  if (rest === 0) return names.join('; ')
  return `${names.join('; ')} ${texts.say('III.more', { count: numberText(rest) })}`
}
