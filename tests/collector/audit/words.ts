import { actionName, fieldName, valueName, writtenFields } from '#i18n/audit-text.ts'
import { translator } from '#i18n/translator.ts'
import type { Db } from '#store/schema.ts'
import { differenceOf } from '#collector/web/screens/audit/difference.ts'

/** One lower-case word, or some with hyphens: a value of ours. Ids and numbers of documents have digits. */
const isOurs = (value: string) => /^[a-z]+(-[a-z]+)*$/.test(value)

/** Fields that hold ids and names of accounts, which nobody translates. */
const isNamed = (field: string) => /^(id|by|actor|author|copyOf)$|(Id|_id|By)$/.test(field)

/** Actions, fields and values of all rows of the audit that have no words, each once. */
export async function plainWordsIn(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('audit').select(['action', 'before', 'after']).execute()
  const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text))
  const plain = rows.flatMap(({ action, before, after }) => [
    ...(actionName(translator('vi'), action) === action ? [action] : []),
    ...untranslated({ before: parsed(before), after: parsed(after) }).map(
      (one) => `${action} ${one}`,
    ),
  ])
  return [...new Set(plain)]
}

/**
 * The fields and values of an entry that the screen would show as the program writes them. Vietnamese is looked at:
 * English has the same words or does not compile.
 */
function untranslated(entry: { readonly before: unknown; readonly after: unknown }): string[] {
  const words = translator('vi')
  const { changed, unchanged } = differenceOf(entry.before, entry.after)
  const names = [...changed, ...unchanged]
    .flatMap(({ path }) => (path === '' ? [] : path.split('.')))
    .filter((part) => fieldName(words, part) === part)
  const values = changed.flatMap(({ path, before, after }) => {
    const field = path.split('.').at(-1) ?? ''
    if (writtenFields.has(field) || isNamed(field)) return []
    return [before, after]
      .flat()
      .filter((value) => typeof value === 'string')
      .filter((value) => isOurs(value) && valueName(words, field, value) === value)
      .map((value) => `${field}: ${value}`)
  })
  return [...new Set([...names, ...values])]
}
