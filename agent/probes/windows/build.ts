import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { numberIn, textIn, type KeyAnswer } from './registry.ts'

/** Where Windows says which release it is. */
export const currentVersionPath = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'

/** Build and update revision, `19045.4780`. Revision null: this Windows writes none. */
export type Build = { readonly number: number; readonly revision: Maybe<number | null> }

/** The build of this Windows; cumulative updates raise its revision. */
export async function readBuild(system: System): Promise<Maybe<Build>> {
  return buildIn(await system.registryKey(currentVersionPath))
}

/**
 * The build in the answer for `currentVersionPath`. Source: Microsoft, CurrentBuildNumber (a text)
 * and UBR (a number).
 */
export function buildIn(key: KeyAnswer): Maybe<Build> {
  const text = textIn(key, 'CurrentBuildNumber')
  if (isUnknown(text)) return text
  if (!/^\d{4,6}$/.test(text ?? '')) return unknown('not-understood', 'CurrentBuildNumber')
  const revision = numberIn(key, 'UBR')
  const isWhole = typeof revision !== 'number' || (Number.isInteger(revision) && revision >= 0)
  return {
    number: Number(text),
    revision: isWhole ? revision : unknown('not-understood', 'UBR'),
  }
}
