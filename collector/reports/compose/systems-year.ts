import type { ReportInput } from '#domain/report-input.ts'
import type { ReportSystem } from '#domain/report-rows.ts'
import { formRow, formTotals, type FormTotals } from '../form-08.ts'
import type { Block, ReportDocument } from '../model.ts'
import type { ReportTexts } from '../texts.ts'
import { dayText, numberText } from '../words.ts'
import { column, heading, note, numbered, paragraph, subheading, table } from './blocks.ts'
import { commonValues, framed, type AppendixContent, type PrintOptions } from './frame.ts'
import { known, findingValues, narrativeBlocks } from './lists.ts'
import { planText, populationBlocks } from './population.ts'

/** R3: information systems of a year; from 19/8/2026 on form 08 of NĐ 331/2026, before it as a report. */
export function systemsYear(
  input: ReportInput,
  texts: ReportTexts,
  options: PrintOptions,
): ReportDocument {
  const values = commonValues(input, planText(input, texts))
  const isForm = texts.form === 'letter'
  const opening = paragraph(texts.say('opening', values))
  return framed(input, texts, {
    body: [opening, ...(isForm ? formBody(input, texts) : oldBody(input, texts))],
    appendices: isForm ? formAppendices(input, texts) : [],
    values,
    ...options,
  })
}

function formBody(input: ReportInput, texts: ReportTexts): Block[] {
  const totals = formTotals(input)
  const line = (key: string, value: string) => paragraph(texts.say(key, { value }))
  const counted = ['total', 'classified', 'drafted', 'appraised', 'approved', 'checked'] as const
  return [
    subheading(texts.say('1')),
    ...counted.map((key) => line(`1.${key}`, known(totals[key], texts))),
    line('1.expected', expectedText(totals.expected, texts)),
    subheading(texts.say('2')),
    ...contactBlocks('a', input.systemOwner, texts),
    ...contactBlocks('b', input.systemUnit, texts),
    subheading(texts.say('3')),
    paragraph(texts.say('3.text')),
    ...populationBlocks(input, texts),
    ...input.narrative.proposals.map(paragraph),
  ]
}

function expectedText(expected: FormTotals['expected'], texts: ReportTexts): string {
  if (expected === 'done') return texts.say('1.expectedDone')
  return expected === null ? known(null, texts) : dayText(expected)
}

/** What is not declared stays blank, as the form says. */
function contactBlocks(
  letter: 'a' | 'b',
  contact: ReportInput['systemOwner'],
  texts: ReportTexts,
): Block[] {
  const line = (key: string, value: string | null | undefined) =>
    paragraph(texts.say(key, { value: value ?? '…………' }))
  return [
    paragraph(texts.say(`2.${letter}`)),
    line(`2.${letter}.name`, contact?.name),
    line('2.functions', contact?.functions),
    line('2.representative', contact?.representative),
    line('2.address', contact?.address),
    line('2.contact', contact?.contact),
  ]
}

function formAppendices(input: ReportInput, texts: ReportTexts): AppendixContent[] {
  // Nobody declared a system: that is not to have none.
  const empty = texts.say(input.systems.length === 0 ? 'noData' : 'empty')
  const shares = [12, 40, 26, 26, 14, 22, 28, 28, 22, 26, 24, 24]
  const columns = shares.map((share, index) =>
    column(texts.say(`col.${index + 1}`), share, [1, 2, 3].includes(index) ? 'left' : 'center'),
  )
  const rows = input.systems.map((system, index) => formRow(system, index, texts))
  return [
    {
      title: texts.say('P.table'),
      blocks: [table(columns, rows, { empty, hasNumberRow: true }), note(texts.say('unofficial'))],
      isLandscape: true,
    },
    {
      title: texts.say('P.critical'),
      blocks: [
        systemsTable(
          input.systems.filter(({ level }) => level === 5),
          texts,
          { head: texts.say('P.reason'), of: () => '', empty },
        ),
        note(texts.say('P.critical.note')),
      ],
    },
    {
      title: texts.say('P.regulation'),
      blocks: [
        systemsTable(input.systems, texts, {
          empty,
          head: texts.say('P.regulation.column'),
          of: ({ regulation }) => regulation ?? '',
        }),
      ],
    },
    {
      title: texts.say('P.criteria'),
      blocks: [
        systemsTable(input.systems, texts, {
          empty,
          head: texts.say('P.criteria.measures'),
          of: ({ measures }) => texts.say(`measures.${measures}`),
        }),
        note(texts.say('P.criteria.note')),
      ],
    },
  ]
}

type LastColumn = {
  readonly head: string
  readonly of: (system: ReportSystem) => string
  /** Said where there is no row. */
  readonly empty: string
}

function systemsTable(systems: readonly ReportSystem[], texts: ReportTexts, last: LastColumn) {
  const columns = [
    column(texts.say('col.1'), 13),
    column(texts.say('col.2'), 70, 'left'),
    column(texts.say('col.5'), 20),
    column(last.head, 60, 'left'),
  ]
  const rows = systems.map((system) => [system.name, String(system.level), last.of(system)])
  return table(columns, numbered(rows), { empty: last.empty })
}

/** Levels 3 and 4 alone, as the dispatch of 2019 asks. */
function oldBody(input: ReportInput, texts: ReportTexts): Block[] {
  const systems = input.systems.filter(({ level }) => level === 3 || level === 4)
  const count = (is: (system: ReportSystem) => boolean) => systems.filter(is).length
  const operators = [...new Set(systems.map(({ operator }) => operator))].join('; ')
  const total = numberText(systems.length)
  return [
    heading(texts.say('I')),
    paragraph(
      texts.say('I.owner', {
        owner: input.systemOwner?.name ?? known(null, texts),
        unit: input.systemUnit?.name ?? known(null, texts),
        operators: operators || known(null, texts),
      }),
    ),
    ...populationBlocks(input, texts),
    heading(texts.say('II')),
    oldTable(systems, texts),
    heading(texts.say('III')),
    subheading(texts.say('III.1')),
    paragraph(
      texts.say('III.1.text', { approved: count(({ status }) => status === 'approved'), total }),
    ),
    subheading(texts.say('III.2')),
    paragraph(
      texts.say('III.2.text', {
        all: count(({ measures }) => measures === 'all'),
        some: count(({ measures }) => measures === 'some'),
        none: count(({ measures }) => measures === 'none'),
      }),
    ),
    subheading(texts.say('III.3')),
    paragraph(
      input.findings === null
        ? `${texts.say('noData')}.`
        : texts.say('III.3.text', findingValues(input.findings, texts)),
    ),
    heading(texts.say('IV')),
    paragraph(
      texts.say('IV.text', { count: count(({ regulation }) => regulation !== null), total }),
    ),
    heading(texts.say('V')),
    ...roadmap(systems, texts),
    heading(texts.say('VI')),
    ...narrativeBlocks(input.narrative.proposals, texts.say('VI.none')),
  ]
}

function oldTable(systems: readonly ReportSystem[], texts: ReportTexts) {
  const columns = [
    column(texts.say('indicators.stt'), 13),
    column(texts.say('II.name'), 56, 'left'),
    column(texts.say('II.operator'), 40, 'left'),
    column(texts.say('II.level'), 16),
    column(texts.say('II.decision'), 40),
  ]
  const rows = systems.map((system) => [
    system.name,
    system.operator,
    String(system.level),
    system.approvalDecision ?? '–',
  ])
  return table(columns, numbered(rows), { empty: texts.say('noData') })
}

function roadmap(systems: readonly ReportSystem[], texts: ReportTexts): Block[] {
  const rows = systems.flatMap((system) => {
    const said = (what: string, day: string | null) =>
      day === null
        ? []
        : [texts.say('V.row', { name: system.name, what: texts.say(what), day: dayText(day) })]
    return [
      ...(system.status === 'approved' ? [] : said('V.approval', system.expectedApproval)),
      ...(system.measures === 'all' ? [] : said('V.measures', system.expectedMeasures)),
    ]
  })
  return narrativeBlocks(rows, texts.say('V.none'))
}
