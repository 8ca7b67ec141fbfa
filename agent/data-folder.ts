import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { z } from 'zod'
import { Refusal } from '#protocol/refusals.ts'

/** Every file that the agent keeps, by name in its data folder; uninstalling removes these and nothing else. */
export const dataFiles = {
  identity: 'identity.json',
  session: 'session.json',
  enrolment: 'enrolment.json',
  outbox: 'outbox.json',
  usage: 'usage.json',
  status: 'status.json',
  catalogue: 'antivirus-products.signed',
  factoryPasswords: 'factory-passwords.json',
  serviceAnswers: 'service-answers.json',
  neighbours: 'neighbours.json',
  releaseKeys: 'release-keys.signed',
  update: 'update.json',
  deviceChecks: 'device-checks.json',
  deviceOrders: 'device-orders.json',
  deviceChecksLock: 'device-checks.lock',
  lock: 'agent.lock',
} as const

/** The folder of it that holds versions of the agent which came by update; uninstalling removes it with all in it. */
export const versionsFolder = 'versions'

/**
 * Makes the data folder, open to its owner alone. A folder that was there keeps its mode: it may be another's.
 * @throws Refusal DATA_DIR_NOT_WRITABLE
 */
export function prepareFolder(folder: string): void {
  refuseUnwritable(folder, () => {
    if (!existsSync(folder)) {
      mkdirSync(dirname(folder), { recursive: true })
      mkdirSync(folder, { mode: 0o700 })
      chmodSync(folder, 0o700)
    }
    const trial = join(folder, `.trial-${process.pid}`)
    writeFileSync(trial, '', { mode: 0o600 })
    rmSync(trial)
  })
}

/**
 * Replaces a file as a whole, readable by its owner alone: after a power cut it holds the old text or the new one.
 * @throws Refusal DATA_DIR_NOT_WRITABLE
 */
export function writeDurably(path: string, text: string): void {
  refuseUnwritable(dirname(path), () => {
    const draft = `${path}.tmp`
    const file = openSync(draft, 'w', 0o600)
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, path)
    syncFolder(dirname(path))
  })
}

/** Replaces a file as a whole, without waiting for the disk: for what may be lost in a power cut. */
export function writeWhole(path: string, text: string): void {
  refuseUnwritable(dirname(path), () => {
    writeFileSync(`${path}.tmp`, text, { mode: 0o600 })
    renameSync(`${path}.tmp`, path)
  })
}

/** What a file of the agent holds; null when it is missing; 'damaged' when it does not fit its schema. */
export function readStored<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): z.output<Schema> | null | 'damaged' {
  const text = readText(path)
  if (text === null) return null
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : 'damaged'
  } catch {
    return 'damaged'
  }
}

/** The same of what can be made anew: null too where it is damaged or cannot be read. */
export function readKept<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): z.output<Schema> | null {
  try {
    const held = readStored(path, schema)
    return held === 'damaged' ? null : held
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return null
  }
}

/** Writes what can be made anew; false: the folder takes nothing. */
export function tryToKeep(write: () => void): boolean {
  try {
    write()
    return true
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return false
  }
}

/** Null: the file is missing. @throws Refusal FILE_NOT_READABLE */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw new Refusal('FILE_NOT_READABLE', { file: path, detail: errorCode(error) })
  }
}

/** The system's name of what went wrong, e.g. `EACCES`. */
export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}

function refuseUnwritable(folder: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw new Refusal('DATA_DIR_NOT_WRITABLE', { folder, detail: errorCode(error) })
  }
}

/** Has the names in a folder on the disk. A rename is there once this is done; Windows cannot open a folder and needs no such step. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
