import type { Trouble } from './sources.ts'

type Catalogue = Readonly<Record<string, string>>

/** Texts that lose something between the languages, or that are not in composed form (NFC). */
export function catalogueTroubles(vi: Catalogue, en: Catalogue): Trouble[] {
  return Object.entries(vi).flatMap(([key, source]) => {
    const other = en[key] ?? ''
    return [
      ...troubleIf(source !== source.normalize('NFC'), 'text-composed', `vi ${key}`),
      ...troubleIf(other !== other.normalize('NFC'), 'text-composed', `en ${key}`),
      ...troubleIf(placeholders(source) !== placeholders(other), 'text-placeholders', key),
      ...troubleIf(source.trim() === '' || other.trim() === '', 'text-empty', key),
    ]
  })
}

function troubleIf(isTrouble: boolean, rule: string, where: string): Trouble[] {
  return isTrouble ? [{ rule, where, says: 'the two catalogues differ or are not composed' }] : []
}

/** The names between braces, sorted, each once: a language may say a value twice or in another order. */
function placeholders(text: string): string {
  const names = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
  return [...new Set(names)].sort().join(' ')
}
