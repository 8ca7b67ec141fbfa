import { z } from 'zod'
import type { ReportKind } from '#protocol/reports.ts'
import { day, type Day } from '#protocol/register.ts'
import agencyQuarter from './texts/agency-quarter.json' with { type: 'json' }
import common from './texts/common.json' with { type: 'json' }
import provinceQuarter from './texts/province-quarter.json' with { type: 'json' }
import scorecard from './texts/scorecard.json' with { type: 'json' }
import systemsYear from './texts/systems-year.json' with { type: 'json' }
import terms from './texts/terms.json' with { type: 'json' }

const texts = z.record(z.string(), z.string().min(1).normalize('NFC'))
const dated = { from: day, to: day.nullable(), source: z.string().min(1) }
const editions = z.strictObject({
  rows: z.array(z.strictObject({ ...dated, form: z.enum(['named', 'letter']), texts })).min(1),
  /** What all editions have in common. */
  shared: texts.optional(),
})
const commonEditions = z.strictObject({ rows: z.array(z.strictObject({ ...dated, texts })).min(1) })
const termEditions = z.strictObject({
  rows: z.array(z.strictObject({ ...dated, terms: texts })).min(1),
})

const editionsOf: Readonly<Record<ReportKind, z.infer<typeof editions>>> = {
  'agency-quarter': editions.parse(agencyQuarter),
  'province-quarter': editions.parse(provinceQuarter),
  'systems-year': editions.parse(systemsYear),
  scorecard: editions.parse(scorecard),
}
const commonTexts = commonEditions.parse(common)
const termSets = termEditions.parse(terms)

export type Values = Readonly<Record<string, string | number>>

/** The words of one report as they were on its days. */
export type ReportTexts = {
  readonly form: 'named' | 'letter'
  /** Where the edition comes from. */
  readonly source: string
  /** The sentence under this key with its values put in. A missing key or value is a bug. */
  say(key: string, values?: Values): string
  has(key: string): boolean
}

/**
 * The edition of a form goes by the last day of its period, the terms (`an toàn thông tin`, `an ninh mạng`) by the
 * day of the document.
 */
export function reportTexts(
  kind: ReportKind,
  { periodDay, documentDay }: { readonly periodDay: Day; readonly documentDay: Day },
): ReportTexts {
  const edition = validOn(editionsOf[kind].rows, periodDay)
  const words = validOn(termSets.rows, documentDay).terms
  const all: Readonly<Record<string, string>> = {
    ...validOn(commonTexts.rows, documentDay).texts,
    ...editionsOf[kind].shared,
    ...edition.texts,
  }
  const has = (key: string) => Object.hasOwn(all, key)
  return {
    form: edition.form,
    source: edition.source,
    has,
    say(key, values = {}) {
      const text = all[key]
      if (text === undefined) throw new Error(`the texts of ${kind} have no “${key}”`)
      return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name] ?? words[name]
        if (value === undefined) throw new Error(`“${key}” of ${kind} asks for {${name}}`)
        return String(value).normalize('NFC')
      })
    },
  }
}

function validOn<Row extends { from: Day; to: Day | null }>(rows: readonly Row[], on: Day): Row {
  const found = rows.find(({ from, to }) => from <= on && (to === null || on <= to))
  if (!found) throw new Error(`no texts are valid on ${on}`)
  return found
}
