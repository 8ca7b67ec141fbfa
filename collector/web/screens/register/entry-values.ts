import { z } from 'zod'
import type { Translator } from '#i18n/translator.ts'
import type { EntryKind } from '#protocol/register.ts'
import { dayText } from '../../dates.ts'
import { choiceKey, entryFields, fieldsOf, labelKey, type FieldForm } from './entry-fields.ts'

const products = z.array(z.object({ name: z.string(), isDomestic: z.boolean().nullable() }))
const bodyFields = z.record(z.string(), z.unknown())

/** The fields of a body that came over the API. */
export const fieldsOfBody = (body: unknown): Record<string, unknown> => bodyFields.parse(body)

/** A value as a person reads it; '' for nothing. */
export function valueText(form: FieldForm, value: unknown, speech: Translator): string {
  const { t, number, say } = speech
  if (value === null || value === undefined) return ''
  switch (form.form) {
    case 'day':
    case 'day-or-null':
      return dayText(String(value))
    case 'count':
    case 'count-or-null':
    case 'money':
    case 'money-or-null':
      return number(Number(value))
    case 'flag':
      return t(value === true ? 'yes' : 'no')
    case 'choice':
    case 'choice-or-null':
      return say(choiceKey(form.name, String(value)), {})
    case 'macs':
    case 'texts':
      return z.array(z.string()).parse(value).join(', ')
    case 'products':
      return products
        .parse(value)
        .map((one) => productText(one, speech))
        .join(', ')
    case 'text':
    case 'text-or-null':
    case 'mac-or-null':
    case 'year':
      return String(value)
  }
}

function productText(one: z.output<typeof products>[number], { t }: Translator): string {
  if (one.isDomestic === null) return one.name
  return `${one.name} (${t(one.isDomestic ? 'register.product.domestic' : 'register.product.foreign')})`
}

/** What an entry is called in a sentence. */
export function entryName(kind: EntryKind, body: unknown, speech: Translator): string {
  const fields = fieldsOfBody(body)
  const [first = ''] = ['code', 'name', 'productName', 'subject', 'metric', 'class'].filter(
    (name) => fields[name] !== undefined,
  )
  const form = Object.entries(entryFields[kind]).find(([name]) => name === first)?.[1]
  if (!form) return speech.t(`import.kind.${kind}`)
  return valueText(form, fields[first], speech)
}

/** Everything that an entry says, by the names of its fields; what is empty is left out. */
export function namedValues(
  kind: EntryKind,
  body: unknown,
  speech: Translator,
): readonly (readonly [string, string])[] {
  const fields = fieldsOfBody(body)
  return fieldsOf(kind).flatMap(([field, form]) => {
    const text = valueText(form, fields[field], speech)
    return text === '' ? [] : [[speech.t(labelKey(kind, field)), text] as const]
  })
}

/** Who it was, as people know them: `user Lan` is Lan. */
export const actorName = (actor: string) => actor.replace(/^user /, '')
