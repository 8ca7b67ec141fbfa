import type { ReportInput } from '#domain/report-input.ts'
import type { Block, ReportDocument } from '../model.ts'
import type { ReportTexts } from '../texts.ts'
import { heading, paragraph } from './blocks.ts'
import { agenciesTable } from './by-agency.ts'
import { commonValues, framed, type PrintOptions } from './frame.ts'
import { fullIndicatorTable, provisionalNotes } from './indicators.ts'
import { budgetBlocks } from './lists.ts'
import { planText, populationBlocks } from './population.ts'

/** R4: every indicator of a plan with the words that it rests on. */
export function scorecard(
  input: ReportInput,
  texts: ReportTexts,
  options: PrintOptions,
): ReportDocument {
  const values = commonValues(input, planText(input, texts))
  const budget = budgetBlocks(input, texts)
  const body: Block[] = [
    heading(texts.say('I')),
    paragraph(texts.say('I.plan', values)),
    ...populationBlocks(input, texts),
    heading(texts.say('II')),
    paragraph(texts.say('II.text', countsOf(input))),
    heading(texts.say('III')),
    paragraph(texts.say('III.1')),
    paragraph(texts.say('III.2')),
    ...provisionalNotes(input, texts),
    heading(texts.say('IV')),
    ...(budget.length === 0 ? [paragraph(`${texts.say('empty')}.`)] : budget),
    heading(texts.say('V')),
    paragraph(texts.say('V.text')),
  ]
  const appendices = [
    {
      title: texts.say('P.indicators'),
      blocks: [fullIndicatorTable(input, texts), ...sourcesOf(input, texts)],
      isLandscape: true,
    },
    { title: texts.say('P.agencies'), blocks: [agenciesTable(input, texts)], isLandscape: true },
  ]
  return framed(input, texts, { body, appendices, values, ...options })
}

function countsOf({ indicators }: ReportInput) {
  const of = (...verdicts: readonly string[]) =>
    indicators.filter(({ verdict }) => verdicts.includes(verdict)).length
  const met = of('met', 'within-tolerance')
  const unmet = of('unmet', 'below-aspiration')
  const undecided = of('insufficient-data', 'needs-decision')
  return { total: indicators.length, met, unmet, undecided, other: of('not-applicable') }
}

/** Document and clause of every quote, and what is odd about its wording. */
function sourcesOf({ indicators }: ReportInput, texts: ReportTexts): Block[] {
  return indicators.map((indicator, index) => {
    const { quote, document, clause } = indicator
    const quoted = texts.say('I.quote', { quote, document, clause })
    const remark = indicator.wordingNote === null ? '' : ` ${indicator.wordingNote}`
    return { kind: 'note', text: `${index + 1}. ${quoted}${remark}` }
  })
}
