import { translator, type Language, type TextKey, type Translator } from '#i18n/translator.ts'
import type { EntryKind } from '#protocol/register.ts'
import { columnsOf, type Column } from './columns.ts'
import type { RowEntry } from './row.ts'

/** One value of a template: words, a whole number or a day. */
export type TemplateCell = string | number | { readonly day: string }

/** A file to fill in: its heads, what stands in it, and what each column expects. */
export type Template = {
  readonly title: string
  readonly notesTitle: string
  readonly columns: readonly {
    readonly head: string
    readonly form: Column['form']
    /** The words of a choice, as cells of this column have them. */
    readonly choices: readonly string[]
  }[]
  readonly rows: readonly (readonly TemplateCell[])[]
  /** Head row first: column, required, expected. */
  readonly notes: readonly (readonly string[])[]
}

export type TemplateWanted = {
  readonly kind: EntryKind
  readonly language: Language
  readonly entries: readonly RowEntry[]
  /** By which word a row names its agency, by id. */
  readonly agencyNames: ReadonlyMap<string, string>
}

/** The template of a kind; what is read from it again gives the same entries. */
export function makeTemplate({ kind, language, entries, agencyNames }: TemplateWanted): Template {
  const words = translator(language)
  const { t, say } = words
  const columns = columnsOf(kind)
  const headOf = ({ field }: Column) => say(`import.column.${kind}.${field}` as TextKey, {})
  const cellOf = (entry: RowEntry, column: Column) =>
    column.field === 'agency'
      ? (agencyNames.get(entry.agencyId) ?? entry.agencyId)
      : cell(entry, column, words)
  return {
    title: t(`import.kind.${kind}`),
    notesTitle: t('import.template.notes'),
    columns: columns.map((column) => ({
      head: headOf(column),
      form: column.form,
      choices: choicesOf(column, words),
    })),
    rows: entries.map((entry) => columns.map((column) => cellOf(entry, column))),
    notes: [
      [
        t('import.template.column'),
        t('import.template.is-required'),
        t('import.template.expected'),
      ],
      ...columns.map((column) => [
        headOf(column),
        t(column.whenEmpty === 'required' ? 'yes' : 'no'),
        expectationOf(column, words),
      ]),
    ],
  }
}

function expectationOf({ field, form, choices }: Column, { t, say }: Translator): string {
  if (field === 'agency') return t('import.template.one-agency')
  if (form !== 'choice') return t(`import.form.${form}`)
  return choices.map((value) => say(choiceKey(field, value), {})).join(' / ')
}

const choiceKey = (field: string, value: string) => `import.choice.${field}.${value}` as TextKey

function choicesOf({ field, form, choices }: Column, { t, say }: Translator): string[] {
  if (form === 'flag') return [t('yes'), t('no')]
  return choices.map((value) => say(choiceKey(field, value), {}))
}

function cell(entry: RowEntry, { field, form }: Column, { t, say }: Translator): TemplateCell {
  const body: Readonly<Record<string, unknown>> = entry.body
  const value = body[field]
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return value
  if (Array.isArray(value)) return value.map((one) => partText(one, t)).join('; ')
  const text = String(value)
  if (form === 'day') return { day: text }
  return form === 'choice' ? say(choiceKey(field, text), {}) : text
}

function partText(part: unknown, t: Translator['t']): string {
  if (typeof part !== 'object' || part === null || !('name' in part)) return String(part)
  const isDomestic = 'isDomestic' in part ? part.isDomestic : null
  if (isDomestic === null) return String(part.name)
  return `${String(part.name)} (${t(isDomestic ? 'import.domestic' : 'import.foreign')})`
}
