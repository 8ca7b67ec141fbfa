import type { vi } from './vi.ts'

export const languages = ['vi', 'en'] as const
export type Language = (typeof languages)[number]

export type TextKey = keyof typeof vi

/** The names between braces in a text: `'{met} of {total}'` asks for `met` and `total`. */
type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never
type ParamsOf<Key extends TextKey> = Record<Placeholders<(typeof vi)[Key]>, string | number>
type Arguments<Key extends TextKey> =
  Placeholders<(typeof vi)[Key]> extends never ? [] : [params: ParamsOf<Key>]

/** Keys whose text needs no values: what menus and column heads are made of. */
export type PlainKey = {
  [Key in TextKey]: Placeholders<(typeof vi)[Key]> extends never ? Key : never
}[TextKey]

/** The texts of one language. */
export type Texts = Readonly<Record<TextKey, string>>

/** Texts, numbers and dates in one language. Dates are dd/MM/yyyy in Asia/Ho_Chi_Minh in both. */
export type Translator = {
  readonly language: Language
  /** A text whose values are checked by the compiler. */
  t<Key extends TextKey>(key: Key, ...params: Arguments<Key>): string
  /** A text whose values come as data (a refusal, a reason); a value that is missing shows its name in braces. */
  say(key: TextKey, params: Readonly<Record<string, string | number | readonly string[]>>): string
  number(value: number, fractionDigits?: number): string
  /** dd/MM/yyyy; '' for what is no date. */
  date(epochMs: number): string
  /** dd/MM/yyyy HH:mm; '' for what is no date. */
  time(epochMs: number): string
}

/** Numbers that name a thing instead of counting it: no separator of thousands in port 8443. */
const labelNames: ReadonlySet<string> = new Set([
  'port',
  'pid',
  'status',
  'session',
  'sequence',
  'last',
  'protocol',
])

/** Texts, numbers and dates in `language`, whose texts are given one by one. */
export function translatorOf(language: Language, textOf: (key: TextKey) => string): Translator {
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB'
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })

  const number = (value: number, fractionDigits = 0) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: fractionDigits,
      maximumFractionDigits: fractionDigits,
    }).format(value)

  function fields(epochMs: number): Record<string, string> | null {
    if (!Number.isFinite(epochMs) || Math.abs(epochMs) > 8.64e15) return null
    return Object.fromEntries(parts.formatToParts(epochMs).map(({ type, value }) => [type, value]))
  }
  const date = (epochMs: number) => {
    const at = fields(epochMs)
    return at ? `${at['day']}/${at['month']}/${at['year']}` : ''
  }
  const time = (epochMs: number) => {
    const at = fields(epochMs)
    return at ? `${date(epochMs)} ${at['hour']}:${at['minute']}` : ''
  }

  const numberAs = (name: string, value: number) => {
    if (name.endsWith('AtMs')) return date(value)
    if (name.endsWith('TimeMs')) return time(value)
    return labelNames.has(name) ? String(value) : number(value)
  }

  const say: Translator['say'] = (key, params) =>
    textOf(key).replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = params[name]
      if (value === undefined) return whole
      if (Array.isArray(value)) return value.join(', ')
      if (typeof value === 'number') return numberAs(name, value)
      return String(value)
    })

  return { language, t: (key, ...params) => say(key, params[0] ?? {}), say, number, date, time }
}
