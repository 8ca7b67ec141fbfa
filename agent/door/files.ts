import { closeSync, constants, openSync, readdirSync, readlinkSync, readSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import type { Answer, FileStatus, ReadOptions } from '../system.ts'
import { failure } from './failure.ts'

/** What a file may hold where the caller names no limit. */
const bytesMaxDefault = 1_048_576
const folderNamesMax = 20_000

/** Reads a file up to a limit. Never waits for a pipe or a device. */
export async function readFile(path: string, options: ReadOptions = {}): Promise<Answer<string>> {
  const bytesMax = options.bytesMax ?? bytesMaxDefault
  try {
    if (isKernelFile(path)) return readKernelFile(path, bytesMax, options)
    await using file = await fs.open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const status = await file.stat()
    if (!status.isFile()) return { ok: false, because: 'not-readable', detail: 'not a file' }
    const isLarger = status.size > bytesMax
    if (isLarger && options.part === undefined) return tooLarge(status.size, bytesMax)
    const length = Math.min(status.size, bytesMax)
    const position = isLarger && options.part === 'tail' ? status.size - bytesMax : 0
    const buffer = Buffer.alloc(length)
    let filled = 0
    while (filled < length) {
      const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return { ok: true, value: buffer.toString('utf8', 0, filled) }
  } catch (error) {
    return failure(error)
  }
}

/** Names in a folder, sorted by code unit. */
export async function readFolder(path: string): Promise<Answer<readonly string[]>> {
  try {
    const names = isKernelFile(path) ? readdirSync(path) : await fs.readdir(path)
    if (names.length > folderNamesMax) return tooLarge(names.length, folderNamesMax)
    return { ok: true, value: names.sort() }
  } catch (error) {
    return failure(error)
  }
}

export async function readLink(path: string): Promise<Answer<string>> {
  try {
    return { ok: true, value: isKernelFile(path) ? readlinkSync(path) : await fs.readlink(path) }
  } catch (error) {
    return failure(error)
  }
}

/** What stands under a path, a link being a link; null where nothing does. */
export async function fileStatus(path: string): Promise<Answer<FileStatus | null>> {
  try {
    const status = await fs.lstat(path)
    const kind = status.isFile()
      ? 'file'
      : status.isDirectory()
        ? 'folder'
        : status.isSymbolicLink()
          ? 'link'
          : 'other'
    return {
      ok: true,
      value: {
        kind,
        sizeBytes: status.size,
        modifiedMs: Math.floor(status.mtimeMs),
        changedMs: Math.floor(status.ctimeMs),
        mode: status.mode & 0o7777,
        uid: status.uid,
      },
    }
  } catch (error) {
    const failed = failure(error)
    return failed.detail === 'missing' ? { ok: true, value: null } : failed
  }
}

function isKernelFile(path: string): boolean {
  return path.startsWith('/proc/') || path.startsWith('/sys/')
}

/**
 * The kernel writes these from memory: reading them at once costs less than a trip to the thread
 * pool.
 */
function readKernelFile(path: string, bytesMax: number, options: ReadOptions): Answer<string> {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const parts: Buffer[] = []
    let total = 0
    while (total <= bytesMax) {
      const buffer = Buffer.allocUnsafe(16_384)
      const bytesRead = readSync(file, buffer)
      if (bytesRead === 0) break
      parts.push(buffer.subarray(0, bytesRead))
      total += bytesRead
    }
    if (total > bytesMax && options.part !== 'head') return tooLarge(total, bytesMax)
    return { ok: true, value: Buffer.concat(parts).toString('utf8', 0, bytesMax) }
  } finally {
    closeSync(file)
  }
}

function tooLarge(found: number, max: number): { ok: false; because: 'too-large'; detail: string } {
  return { ok: false, because: 'too-large', detail: `${found} exceeds ${max}` }
}
