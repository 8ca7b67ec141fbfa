import { isUnknown } from '#protocol/values.ts'
import { unknownFrom } from '../../answers.ts'
import type { KeyAnswer } from '../../windows/registry.ts'
import {
  dayIn,
  noDetails,
  placeAbsent,
  softwareKey,
  type Details,
  type DetailsReader,
} from './details.ts'

const updatesMax = 8

/**
 * WithSecure, formerly F-Secure: each kept update of its signatures is a key with a version such as
 * `2024-08-14_03`. Source: what GLPI Agent reads. Not verified on a real machine.
 */
export const withsecure: DetailsReader = async ({ system }) => {
  const source = 'registry F-Secure\\Ultralight'
  const { path, answer } = await softwareKey(system, 'F-Secure\\Ultralight\\Updates\\aquarius')
  if (!answer.ok) {
    return { ...noDetails, signaturesAtMs: unknownFrom(answer, 'F-Secure'), source }
  }
  const keys: KeyAnswer[] = []
  for (const update of answer.value?.subkeys.slice(-updatesMax) ?? []) {
    keys.push(await system.registryKey(`${path}\\${update}`))
  }
  return { ...noDetails, signaturesAtMs: newestOf(keys), source }
}

function newestOf(keys: readonly KeyAnswer[]): Details['signaturesAtMs'] {
  const days = keys.map((key) => dayIn(key, 'file_set_visible_version'))
  const unread = days.find((day) => isUnknown(day) && day !== placeAbsent)
  if (unread !== undefined) return unread
  const told = days.filter((day) => typeof day === 'number')
  return told.length > 0 ? Math.max(...told) : placeAbsent
}
