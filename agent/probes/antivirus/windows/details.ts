import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { isUnknown, unknown, type EpochMs, type Maybe } from '#protocol/values.ts'
import type { System } from '../../../system.ts'
import { textIn, type KeyAnswer } from '../../windows/registry.ts'
import { timeOf, versionFact } from '../labels.ts'
import { undocumented } from '../reader.ts'

/** What a product keeps beside Security Center. `isNeverUpdated`: it says so itself. */
export type Details = Pick<AntivirusProduct, 'version' | 'signaturesAtMs' | 'licence'> & {
  isNeverUpdated: boolean
  /** Where it was read; empty: nowhere. */
  source: string
}

/**
 * Reads what one product keeps in fixed places of the registry. Never runs anything of it. A place
 * that is not there is `not-supported`: versions of a product differ, and Security Center still
 * speaks. A place that cannot be read, or holds something else, is never passed over.
 */
export type DetailsReader = (look: { system: System; nowMs: EpochMs }) => Promise<Details>

/** Nothing more is documented of this product. */
export const noDetails: Details = {
  version: undocumented,
  signaturesAtMs: undocumented,
  licence: undocumented,
  isNeverUpdated: false,
  source: '',
}

/** The place where a product keeps its dates is not there. */
export const placeAbsent = unknown('not-supported', 'the place where it keeps this is not there')

/** A key under SOFTWARE, of a 64-bit or else of a 32-bit product, with the path it was found at. */
export async function softwareKey(
  system: System,
  below: string,
): Promise<{ path: string; answer: KeyAnswer }> {
  const path = `SOFTWARE\\${below}`
  const answer = await system.registryKey(path)
  if (!answer.ok || answer.value !== null) return { path, answer }
  const narrow = `SOFTWARE\\WOW6432Node\\${below}`
  return { path: narrow, answer: await system.registryKey(narrow) }
}

/** The day that a text such as `20250909`, `2025/09/09` or `2025-09-09_03` begins with. */
export function dayIn(answer: KeyAnswer, name: string): Maybe<EpochMs> {
  const told = textIn(answer, name)
  if (isUnknown(told)) return told
  if (told === null) return placeAbsent
  const day = /^\s*(\d{4})([-/]?)(\d{2})\2(\d{2})(?!\d)/.exec(told)
  const at = day ? timeOf(`${day[1]}-${day[3]}-${day[4]}`) : null
  return at ?? unknown('not-understood', name)
}

/** The version under a name of the key. */
export function versionIn(answer: KeyAnswer, name: string): Details['version'] {
  const told = textIn(answer, name)
  if (isUnknown(told)) return told
  return told === null ? placeAbsent : versionFact(told)
}
