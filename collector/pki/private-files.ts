import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { Refusal } from '#protocol/refusals.ts'

/** Makes a folder that only this account may enter. */
export function makePrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw notWritable(folder, error)
  }
}

/**
 * Writes a file that only this account may read: whole or not at all, and on the disk when this returns.
 * @throws Refusal DATA_DIR_NOT_WRITABLE
 */
export function writePrivately(file: string, content: string): void {
  const unfinished = `${file}.${process.pid}.new`
  try {
    writeSynced(unfinished, content)
    renameSync(unfinished, file)
  } catch (error) {
    throw notWritable(dirname(file), error)
  }
}

function writeSynced(file: string, content: string): void {
  const handle = openSync(file, 'w', 0o600)
  try {
    writeSync(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** The text of a file; null when there is none. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function notWritable(folder: string, error: unknown): Refusal {
  return new Refusal('DATA_DIR_NOT_WRITABLE', {
    folder,
    detail: error instanceof Error ? error.message : String(error),
  })
}
