import type { ControlId } from '#protocol/controls.ts'
import type { ReportInput } from '#domain/report-input.ts'
import type { Block, ReportDocument } from '../model.ts'
import type { ReportTexts } from '../texts.ts'
import { numberText } from '../words.ts'
import { column, heading, note, paragraph, subheading, table } from './blocks.ts'
import { devicesText, signingText } from './devices.ts'
import { commonValues, framed, type PrintOptions } from './frame.ts'
import { fullIndicatorTable, indicatorTable } from './indicators.ts'
import {
  budgetBlocks,
  declarationsTable,
  findingsTable,
  findingValues,
  known as knownText,
  narrativeBlocks,
  unprotectedTable,
} from './lists.ts'
import { machinesTable, planText, populationBlocks } from './population.ts'
import { estimateBlocks, shortfallValues } from './shortfall.ts'

/** R1: the quarter of one agency. */
export function agencyQuarter(
  input: ReportInput,
  texts: ReportTexts,
  options: PrintOptions,
): ReportDocument {
  const values = commonValues(input, planText(input, texts))
  const body: Block[] = [
    paragraph(texts.say('opening', values)),
    ...general(input, texts),
    ...results(input, texts),
    heading(texts.say('III')),
    paragraph(
      input.findings === null
        ? `${texts.say('noData')}.`
        : texts.say('III.findings', findingValues(input.findings, texts)),
    ),
    heading(texts.say('IV')),
    ...shortcomings(input, texts),
    heading(texts.say('V')),
    ...narrativeBlocks(input.narrative.nextTasks, texts.say('V.none')),
    heading(texts.say('VI')),
    paragraph(texts.say('VI.shortfall', shortfallValues(input, texts))),
    ...estimateBlocks(input, texts),
    ...budgetBlocks(input, texts),
    ...input.narrative.proposals.map(paragraph),
  ]
  const appendices = [
    {
      title: texts.say('P.indicators'),
      blocks: [fullIndicatorTable(input, texts)],
      isLandscape: true,
    },
    { title: texts.say('P.unprotected'), blocks: [unprotectedTable(input, texts)] },
    { title: texts.say('P.findings'), blocks: [findingsTable(input, texts)], isMarked: true },
    { title: texts.say('P.declarations'), blocks: [declarationsTable(input, texts)] },
  ]
  return framed(input, texts, { body, appendices, values, ...options })
}

function general(input: ReportInput, texts: ReportTexts): Block[] {
  const staff = texts.say('I.staff', {
    officials: knownText(input.staff?.officials ?? null, texts),
    publicEmployees: knownText(input.staff?.publicEmployees ?? null, texts),
    lans: knownText(input.lans?.total ?? null, texts),
    contact: input.contactPoint ?? texts.say('noData').toLocaleLowerCase('vi'),
  })
  return [
    heading(texts.say('I')),
    paragraph(staff),
    ...populationBlocks(input, texts),
    ...machinesTable(input, texts),
  ]
}

function results(input: ReportInput, texts: ReportTexts): Block[] {
  const known = input.indicators.filter(({ figure }) => figure !== null)
  const unknown = input.indicators.length - known.length
  return [
    heading(texts.say('II')),
    ...indicatorTable({ ...input, indicators: known }, texts),
    ...(unknown === 0 ? [] : [note(texts.say('indicators.undeclared', { count: unknown }))]),
    subheading(texts.say('II.1')),
    ...protection(input, texts),
    subheading(texts.say('II.2')),
    paragraph(devicesText(input, texts)),
    subheading(texts.say('II.3')),
    paragraph(
      texts.say('II.3.patched', {
        patched: shareOf(input, 'patched'),
        supported: shareOf(input, 'os-supported'),
        firewall: shareOf(input, 'firewall-on'),
      }),
    ),
    subheading(texts.say('II.4')),
    paragraph(input.lans === null ? texts.say('II.4.unknown') : texts.say('II.4.lans', input.lans)),
    subheading(texts.say('II.5')),
    paragraph(systems(input, texts)),
    subheading(texts.say('II.6')),
    paragraph(training(input, texts)),
    subheading(texts.say('II.7')),
    paragraph(projects(input, texts)),
    paragraph(signingText(input, texts)),
    subheading(texts.say('II.8')),
    paragraph(incidents(input, texts)),
  ]
}

function protection(input: ReportInput, texts: ReportTexts): Block[] {
  const controls = [
    ['running', 'antivirus-running'],
    ['licensed', 'antivirus-licensed'],
    ['current', 'antivirus-current'],
  ] as const
  const rows = controls.map(([name, control]) => [
    texts.say(`II.1.${name}`),
    ...input.classes.map((state) => shareOf({ classes: [state] }, control)),
    shareOf(input, control),
  ])
  const columns = [
    column(texts.say('II.1.head'), 60, 'left'),
    ...input.classes.map((state) => column(texts.say(`class.${state.class}`), 28)),
    column(texts.say('class.all'), 28),
  ]
  const count = (state: 'unmet' | 'unknown') =>
    numberText(
      input.unprotected.reduce((sum, row) => sum + (row.state === state ? row.machines : 0), 0),
    )
  return [
    table(columns, rows, { empty: texts.say('noData') }),
    paragraph(texts.say('II.1.list', { unmet: count('unmet'), unknown: count('unknown') })),
  ]
}

/** Met of the population (met, unmet and unknown) of a control; a dash where nothing was counted. */
function shareOf({ classes }: Pick<ReportInput, 'classes'>, control: ControlId): string {
  const counts = classes.flatMap(({ controls }) => controls[control] ?? [])
  if (counts.length === 0) return '–'
  const met = counts.reduce((sum, one) => sum + one.met, 0)
  const all = counts.reduce((sum, one) => sum + one.met + one.unmet + one.unknown, 0)
  return `${numberText(met)}/${numberText(all)}`
}

function systems({ systems: all }: ReportInput, texts: ReportTexts): string {
  if (all.length === 0) return texts.say('II.5.none')
  const levels = [1, 2, 3, 4, 5]
    .map((level) => ({ level, count: all.filter((system) => system.level === level).length }))
    .filter(({ count }) => count > 0)
    .map((row) => texts.say('II.5.level', row))
  const approved = all.filter(({ status }) => status === 'approved').length
  return texts.say('II.5.systems', { total: all.length, approved, levels: levels.join('; ') })
}

function training({ trainings }: ReportInput, texts: ReportTexts): string {
  if (trainings === null) return `${texts.say('noData')}.`
  const people = trainings.reduce((sum, one) => sum + one.people, 0)
  return texts.say('II.6.done', { count: trainings.length, people: numberText(people) })
}

function projects({ projects: all }: ReportInput, texts: ReportTexts): string {
  if (all === null) return `${texts.say('noData')}.`
  const sum = (of: (project: NonNullable<ReportInput['projects']>[number]) => number) =>
    numberText(all.reduce((total, project) => total + of(project), 0))
  return texts.say('II.7.projects', {
    total: all.length,
    withComponent: all.filter(({ hasSecurityComponent }) => hasSecurityComponent).length,
    securityVnd: sum(({ securityVnd }) => securityVnd),
    fundingVnd: sum(({ fundingVnd }) => fundingVnd),
  })
}

function incidents({ incidents: all }: ReportInput, texts: ReportTexts): string {
  if (all === null) return `${texts.say('noData')}.`
  if (all.length === 0) return texts.say('II.8.none')
  const resolved = all.filter(({ isResolved }) => isResolved).length
  return texts.say('II.8.incidents', { total: all.length, resolved })
}

/** What the figures say, then what people wrote. */
function shortcomings({ indicators, narrative }: ReportInput, texts: ReportTexts): Block[] {
  const named = (key: string, verdicts: readonly string[]) => {
    const found = indicators.filter(({ verdict }) => verdicts.includes(verdict))
    if (found.length === 0) return []
    const names = found.map(({ name }) => name).join('; ')
    return [paragraph(texts.say(key, { count: found.length, names }))]
  }
  const said = [
    ...named('IV.unmet', ['unmet', 'below-aspiration']),
    ...named('IV.undecided', ['insufficient-data', 'needs-decision']),
  ]
  return [
    ...(said.length === 0 ? [paragraph(texts.say('IV.none'))] : said),
    ...narrative.shortcomings.map(paragraph),
  ]
}
