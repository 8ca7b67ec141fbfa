import type { Translator } from '#i18n/translator.ts'
import type { EntryView } from '#protocol/register.ts'
import type { Compared } from '../../parts/changed-meanwhile.tsx'
import { draftOf, readDraft, type Draft } from './entry-draft.ts'
import { fieldsOf, labelKey } from './entry-fields.ts'
import { fieldsOfBody, valueText } from './entry-values.ts'

/** What was typed of an entry beside how it stands, field by field; what cannot be read stands as it was typed. */
export function comparedOf(
  { kind, body }: Pick<EntryView, 'kind' | 'body'>,
  draft: Draft,
  speech: Translator,
): readonly Compared[] {
  const read = readDraft(kind, draft, speech)
  const [typed, saved] = [draft, draftOf(kind, body, speech)]
  const fields = fieldsOfBody(body)
  return fieldsOf(kind).map(([field, form]) => {
    const part = speech.t(labelKey(kind, field))
    if ('faults' in read) return { part, mine: typed[field] ?? '', theirs: saved[field] ?? '' }
    return {
      part,
      mine: valueText(form, read.body[field], speech),
      theirs: valueText(form, fields[field], speech),
    }
  })
}
