import { z } from 'zod'
import type { Translator } from '#i18n/translator.ts'
import { faultsOfEntry, type EntryFault, type KindedBody } from '#protocol/register-faults.ts'
import { entryBodies, type EntryKind } from '#protocol/register.ts'
import { dayText } from '../../dates.ts'
import { fieldsOf, type FieldForm } from './entry-fields.ts'
import { fieldsOfBody } from './entry-values.ts'
import { dayOfText } from '../../dates.ts'

/** What somebody has typed, by field. A flag is `yes` or `no`; a list is one text. */
export type Draft = Readonly<Record<string, string>>

/** What is wrong with a field, so that it can be said in words. */
export type Fault =
  | { readonly what: 'required' | 'integer' | 'amount' | 'day' | 'mac' | 'product' | 'valid' }
  | { readonly what: 'length' | 'at-most' | 'at-least'; readonly max: number }
  | { readonly what: EntryFault['fault'] }
export type Faults = Readonly<Record<string, Fault>>

/** The draft of a new entry: nothing is chosen for anybody, but that a machine is in use. */
export function emptyDraft(kind: EntryKind): Draft {
  return Object.fromEntries(
    fieldsOf(kind).map(([field, { form }]) => {
      if (form === 'flag') return [field, 'no']
      return [field, field === 'state' ? 'in-use' : '']
    }),
  )
}

/** The draft that says what an entry says. */
export function draftOf(kind: EntryKind, body: unknown, speech: Translator): Draft {
  const fields = fieldsOfBody(body)
  return Object.fromEntries(
    fieldsOf(kind).map(([field, form]) => [field, typedText(form, fields[field], speech)]),
  )
}

const products = z.array(z.object({ name: z.string(), isDomestic: z.boolean().nullable() }))

function typedText(form: FieldForm, value: unknown, { t }: Translator): string {
  if (value === null || value === undefined) return ''
  switch (form.form) {
    case 'flag':
      return value === true ? 'yes' : 'no'
    case 'day':
    case 'day-or-null':
      return dayText(String(value))
    case 'macs':
    case 'texts':
      return z.array(z.string()).parse(value).join('\n')
    case 'products':
      return products
        .parse(value)
        .map(({ name, isDomestic }) => {
          if (isDomestic === null) return name
          return `${name}; ${t(isDomestic ? 'register.product.domestic' : 'register.product.foreign')}`
        })
        .join('\n')
    default:
      return String(value)
  }
}

/** The body that a draft says, or what is wrong with which field. */
export function readDraft(
  kind: EntryKind,
  draft: Draft,
  speech: Translator,
): { body: Record<string, unknown> } | { faults: Faults } {
  const fields = fieldsOf(kind)
  const body = Object.fromEntries(
    fields.map(([field, form]) => [field, valueOf(form, draft[field] ?? '', speech)]),
  )
  const parsed = entryBodies[kind].safeParse(body)
  if (!parsed.success) {
    const forms = new Map(fields)
    const faults = parsed.error.issues.map((issue) => {
      const field = String(issue.path[0] ?? '')
      return [field, faultOf(forms.get(field), draft[field] ?? '', issue)] as const
    })
    // The first thing wrong with a field stands.
    return { faults: Object.fromEntries(faults.toReversed()) }
  }
  // The schema of this very kind has parsed the body, which the type of a table of schemas cannot say.
  const entry = { kind, body: parsed.data } as KindedBody
  const faults = faultsOfEntry(entry).map(({ field, fault }) => [field, { what: fault }])
  if (faults.length > 0) return { faults: Object.fromEntries(faults) }
  return { body: fieldsOfBody(parsed.data) }
}

/** A value that cannot be read comes out as one that the schema refuses. */
function valueOf(form: FieldForm, typed: string, speech: Translator): unknown {
  const text = typed.trim()
  switch (form.form) {
    case 'text':
    case 'choice':
      return text
    case 'text-or-null':
    case 'choice-or-null':
      return text === '' ? null : text
    case 'flag':
      return text === 'yes'
    case 'count':
    case 'money':
    case 'year':
      return integerOf(text)
    case 'count-or-null':
    case 'money-or-null':
      return text === '' ? null : integerOf(text)
    case 'day':
      return dayOfText(text) ?? ''
    case 'day-or-null':
      return text === '' ? null : (dayOfText(text) ?? '')
    case 'mac-or-null':
      return text === '' ? null : macsOf(text).join(' ')
    case 'macs':
      return macsOf(text)
    case 'texts':
      return linesOf(text)
    case 'products':
      return linesOf(text).map((line) => productOf(line, speech))
  }
}

/** Thousands may be set apart: 1.200, 1 200. */
const integerOf = (text: string) =>
  /^\d{1,3}([ .]\d{3})+$|^\d+$/.test(text) ? Number(text.replaceAll(/[ .]/g, '')) : Number.NaN

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const macsOf = (text: string) =>
  text
    .split(/[\s,;]+/)
    .filter((mac) => mac !== '')
    .map((mac) => mac.toLowerCase().replaceAll('-', ':'))

function productOf(line: string, { t }: Translator): { name: string; isDomestic: boolean | null } {
  const cut = line.lastIndexOf(';')
  const [name, origin] = [
    line.slice(0, cut).trim(),
    line
      .slice(cut + 1)
      .trim()
      .toLowerCase(),
  ]
  if (cut > 0 && origin === t('register.product.domestic')) return { name, isDomestic: true }
  if (cut > 0 && origin === t('register.product.foreign')) return { name, isDomestic: false }
  return { name: line, isDomestic: null }
}

type Issue = z.core.$ZodIssue

function faultOf(form: FieldForm | undefined, typed: string, issue: Issue): Fault {
  if (typed.trim() === '') return { what: 'required' }
  const isLong = issue.code === 'too_big' && (issue.origin === 'string' || issue.origin === 'array')
  if (isLong) return { what: 'length', max: Number(issue.maximum) }
  switch (form?.form) {
    case 'count':
    case 'count-or-null':
    case 'year':
      if (issue.code === 'too_big') return { what: 'at-most', max: Number(issue.maximum) }
      if (issue.code === 'too_small') return { what: 'at-least', max: Number(issue.minimum) }
      return { what: 'integer' }
    case 'money':
    case 'money-or-null':
      return { what: 'amount' }
    case 'day':
    case 'day-or-null':
      return { what: 'day' }
    case 'macs':
    case 'mac-or-null':
      return { what: 'mac' }
    case 'products':
      return { what: 'product' }
    default:
      return { what: 'valid' }
  }
}
