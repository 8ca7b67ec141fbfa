import type { ReportInput } from '#domain/report-input.ts'
import type { Appendix, Block, ReportDocument } from '../model.ts'
import type { ReportTexts, Values } from '../texts.ts'
import { dayText, monthText, placeAndDate, romanText } from '../words.ts'
import { ended } from './blocks.ts'
import { provenanceOf, sourceTable } from './population.ts'

/** How it is printed; nothing of it changes what the report says. */
export type PrintOptions = {
  readonly isDraft: boolean
  readonly sizes: ReportDocument['sizes']
}

export type AppendixContent = {
  readonly title: string
  readonly blocks: readonly Block[]
  readonly isLandscape?: boolean
  /** Carries the marking that a person has set. */
  readonly isMarked?: boolean
}

type Content = {
  readonly body: readonly Block[]
  readonly appendices: readonly AppendixContent[]
  readonly values: Values
}

/** Head, foot, numbered appendices and where the figures come from, around what a report says. */
export function framed(
  input: ReportInput,
  texts: ReportTexts,
  { body, appendices, values, isDraft, sizes }: Content & PrintOptions,
): ReportDocument {
  const { letterhead } = input
  const closing = texts.say('closing', {
    what: texts.say('what', values),
    issuerName: letterhead.issuerName,
  })
  const typeName = texts.say('typeName')
  const all = [
    ...appendices,
    { title: texts.say('source.title'), blocks: [sourceTable(input, texts)] },
  ]
  return {
    form: texts.form,
    sizes,
    isDraft,
    // A marking belongs to what is classified: the annexes that carry it, and the document that they are part of.
    marking: input.marking,
    head: {
      parentBody: letterhead.parentBody,
      issuer: letterhead.issuer,
      symbol: letterhead.symbol,
      motto: [texts.say('motto.1'), texts.say('motto.2')],
      placeAndDate: placeAndDate(texts, { ...letterhead, documentDay: input.documentDay }),
      typeName: texts.form === 'named' ? typeName : '',
      abstract: texts.say('abstract', values),
    },
    words: {
      number: texts.say('number'),
      draft: texts.say('draft'),
      addressedTo: texts.say('addressedTo'),
      recipients: texts.say('recipients'),
      appendix: texts.say('appendix'),
    },
    addressees:
      letterhead.addressees.length === 1 ? letterhead.addressees : listed(letterhead.addressees),
    body: ended(body, closing),
    foot: {
      recipients: listed(letterhead.recipients),
      authority: letterhead.authority,
      signerName: letterhead.signerName,
    },
    appendices: all.map((appendix, index) =>
      appendixOf(input, texts, { appendix, index, count: all.length }),
    ),
    provenance: provenanceOf(input, texts),
    madeMs: input.snapshot.createdMs,
  }
}

/** A list of NĐ 30/2020: ";" after each, "." after the last. */
const listed = (names: readonly string[]) =>
  names.map((name, index) => `${name}${index === names.length - 1 ? '.' : ';'}`)

type Place = {
  readonly appendix: AppendixContent
  readonly index: number
  readonly count: number
}

function appendixOf(
  input: ReportInput,
  texts: ReportTexts,
  { appendix, index, count }: Place,
): Appendix {
  const [year = '', month = ''] = (input.letterhead.datedOn ?? input.documentDay).split('-')
  const { symbol, issuerName } = input.letterhead
  return {
    number: count === 1 ? null : romanText(index + 1),
    title: appendix.title,
    attachedTo: texts.say('attachedTo', {
      typeName: capitalised(texts.say('typeName')),
      symbol,
      month: monthText(month),
      year,
      issuerName,
    }),
    isLandscape: appendix.isLandscape ?? false,
    marking: appendix.isMarked === true ? input.marking : null,
    blocks: appendix.blocks,
  }
}

const capitalised = (words: string) =>
  words.charAt(0).toLocaleUpperCase('vi') + words.slice(1).toLocaleLowerCase('vi')

/** Values that every sentence may ask for. */
export function commonValues(input: ReportInput, plan: string): Values {
  const { period, letterhead, provinceName } = input
  return {
    year: period.year,
    quarter: period.quarter === null ? '' : romanText(period.quarter),
    issuerName: letterhead.issuerName,
    province: provinceName.charAt(0).toLocaleLowerCase('vi') + provinceName.slice(1),
    plan,
    // A dispatch is called "Thực hiện …" itself.
    work: plan.replace(/^Thực hiện /, ''),
    planName: input.plan.name,
    version: input.plan.version,
    fromDay: dayText(period.fromDay),
    untilDay: dayText(period.untilDay),
  }
}
