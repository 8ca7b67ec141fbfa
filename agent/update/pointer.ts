import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { releaseVersion } from '#protocol/releases.ts'
import { errorCode, syncFolder, writeDurably } from '../data-folder.ts'

/**
 * Which version is started, as one line that a plain shell can read: `<version> <state> <starts> <previous>`. The
 * launcher counts `starts` while the state is `trial`, and starts `previous` instead of a version that had its share.
 */
export type Pointer = {
  readonly version: string
  /** `trial`: the collector has not yet acknowledged a report of it. */
  readonly state: 'trial' | 'proved'
  readonly starts: number
  /** Null, `-` in the file: the version of the installed package. */
  readonly previous: string | null
}

/** The name of its file in the folder of versions. */
export const pointerFile = 'current'

/** Null: there is none, or none that can be read, and the installed package runs. */
export function readPointer(versions: string): Pointer | null {
  const [version = '', state, starts = '', previous = ''] = textOf(join(versions, pointerFile))
    .trim()
    .split(' ')
  const isWhole =
    releaseVersion.safeParse(version).success &&
    (state === 'trial' || state === 'proved') &&
    /^\d{1,3}$/.test(starts) &&
    (previous === '-' || releaseVersion.safeParse(previous).success)
  if (!isWhole) return null
  const before = previous === '-' ? null : previous
  return { version, state, starts: Number(starts), previous: before }
}

/**
 * Replaces it as a whole: after a power cut it names the old version or the new one.
 * @throws Refusal DATA_DIR_NOT_WRITABLE
 */
export function writePointer(versions: string, pointer: Pointer): void {
  const { version, state, starts, previous } = pointer
  writeDurably(join(versions, pointerFile), `${version} ${state} ${starts} ${previous ?? '-'}\n`)
}

/** Back to the installed package. */
export function removePointer(versions: string): void {
  rmSync(join(versions, pointerFile), { force: true })
  syncFolder(versions)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return ''
    throw error
  }
}
