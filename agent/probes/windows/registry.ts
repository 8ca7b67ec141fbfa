import { unknown, type Maybe } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import type { RegistryKey, RegistryValue } from '../../windows-system.ts'
import { unknownFrom } from '../answers.ts'

/** What asking for a key gave. `value: null` is a key that is not there. */
export type KeyAnswer = Answer<RegistryKey | null>

/**
 * A value by its name in any case; null: the key has none of that name.
 * Source: the registry keeps the case of a name and compares without it (Microsoft, "Structure of
 * the Registry").
 */
export function valueIn(key: RegistryKey | null, name: string): RegistryValue | null {
  if (key === null) return null
  const wanted = name.toLowerCase()
  const found = Object.entries(key.values).find(([each]) => each.toLowerCase() === wanted)
  return found?.[1] ?? null
}

/** The text of a value; null: no such key or value. Another type is not understood. */
export function textIn(answer: KeyAnswer, name: string): Maybe<string | null> {
  return typedIn(answer, name, (value) => (value.type === 'string' ? value.value : undefined))
}

/** The number of a value; null: no such key or value. Another type is not understood. */
export function numberIn(answer: KeyAnswer, name: string): Maybe<number | null> {
  return typedIn(answer, name, (value) => (value.type === 'number' ? value.value : undefined))
}

/** The texts of a REG_MULTI_SZ; null: no such key or value. Another type is not understood. */
export function textsIn(answer: KeyAnswer, name: string): Maybe<readonly string[] | null> {
  return typedIn(answer, name, (value) => (value.type === 'strings' ? value.value : undefined))
}

function typedIn<T>(
  answer: KeyAnswer,
  name: string,
  take: (value: RegistryValue) => T | undefined,
): Maybe<T | null> {
  if (!answer.ok) return unknownFrom(answer, name)
  const value = valueIn(answer.value, name)
  if (value === null) return null
  return take(value) ?? unknown('not-understood', `${name}: a value of type ${value.type}`)
}

/** The text of one value of one key, see `textIn`. */
export async function readText(
  system: System,
  path: string,
  name: string,
): Promise<Maybe<string | null>> {
  return textIn(await system.registryKey(path), name)
}

/** The number of one value of one key, see `numberIn`. */
export async function readNumber(
  system: System,
  path: string,
  name: string,
): Promise<Maybe<number | null>> {
  return numberIn(await system.registryKey(path), name)
}

/** Whether a key is there. */
export async function readIsKey(system: System, path: string): Promise<Maybe<boolean>> {
  const answer = await system.registryKey(path)
  const name = path.slice(path.lastIndexOf('\\') + 1)
  return answer.ok ? answer.value !== null : unknownFrom(answer, name)
}
