import { unknown, type Unknown } from '#protocol/values.ts'
import type { Answer, System } from '../system.ts'

type Failed = Extract<Answer<never>, { ok: false }>

/**
 * A failed answer as a fact that is not known. `what` names the thing looked at, never a person.
 */
export function unknownFrom(failed: Failed, what: string): Unknown {
  return unknown(failed.because, `${what}: ${failed.detail}`)
}

/** True when there was nothing to read, as against something that could not be read. */
export function isMissing(answer: Answer<unknown>): boolean {
  return !answer.ok && answer.detail === 'missing'
}

/** The trimmed text of a file; null where the file is missing or says nothing. */
export async function readOptional(system: System, path: string): Promise<Answer<string | null>> {
  const answer = await system.readFile(path, { bytesMax: 65_536 })
  if (answer.ok) return { ok: true, value: answer.value.trim() || null }
  return isMissing(answer) ? { ok: true, value: null } : answer
}

/** True where something stands under the path. What cannot be looked at counts as absent. */
export async function stands(system: System, path: string): Promise<boolean> {
  const status = await system.fileStatus(path)
  return status.ok && status.value !== null
}

/** The first of the paths under which something stands; null: none. */
export async function firstStanding(
  system: System,
  paths: readonly string[],
): Promise<string | null> {
  for (const path of paths) if (await stands(system, path)) return path
  return null
}

/**
 * The texts of the files in a drop-in folder whose names end in `suffix`, in the order of their
 * names.
 * No folder is an empty list; a folder or file that cannot be read fails the whole.
 */
export async function readDropIns(
  system: System,
  folder: string,
  isWanted: (name: string) => boolean,
): Promise<Answer<readonly string[]>> {
  const names = await system.readFolder(folder)
  if (!names.ok) return isMissing(names) ? { ok: true, value: [] } : names
  const texts: string[] = []
  for (const name of names.value.filter(isWanted).slice(0, dropInsMax)) {
    const text = await system.readFile(`${folder}/${name}`, { bytesMax: 262_144 })
    if (text.ok) texts.push(text.value)
    else if (!isMissing(text)) return text
  }
  return { ok: true, value: texts }
}

const dropInsMax = 64
