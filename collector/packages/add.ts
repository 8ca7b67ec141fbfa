import { constants } from 'node:fs'
import { copyFile, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { packageOf } from '#protocol/install-packages.ts'
import { Refusal } from '#protocol/refusals.ts'
import { checkBeginning, sha256Of } from './read-package.ts'

/** The file of sums that `npm run package` writes beside the packages. */
const sumsFile = 'SHA256SUMS'

export type AddedPackage = {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  /** A file of sums lay beside it and names the same. */
  readonly isSumChecked: boolean
}

/**
 * Copies a package into the folder, whole or not at all: the name, the first bytes and the sum are checked before.
 * @throws Refusal FILE_NOT_READABLE, FILE_NOT_WRITABLE, PACKAGE_NAME_UNKNOWN, PACKAGE_NOT_WHAT_IT_SAYS,
 *   PACKAGE_SUM_WRONG
 */
export async function addPackage(folder: string, file: string): Promise<AddedPackage> {
  const name = basename(file)
  const told = packageOf(name)
  if (told === null) throw new Refusal('PACKAGE_NAME_UNKNOWN', { name: name.slice(0, 120) })
  const bytes = await bytesOf(file)
  await checkBeginning(file, told.kind)
  const fresh = join(folder, `.${name}.new`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o750 })
    await copyFile(file, fresh, constants.COPYFILE_FICLONE)
    // What was copied is what is summed: the source may change meanwhile.
    const sha256 = await sha256Of(fresh)
    const expected = await expectedSum(dirname(file), name)
    if (expected !== null && expected !== sha256) {
      throw new Refusal('PACKAGE_SUM_WRONG', { name, expected, found: sha256 })
    }
    await settle(fresh, join(folder, name))
    return { name, bytes, sha256, isSumChecked: expected !== null }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('FILE_NOT_WRITABLE', { file: join(folder, name), detail: codeOf(error) })
  } finally {
    await rm(fresh, { force: true })
  }
}

async function bytesOf(file: string): Promise<number> {
  const stats = await stat(file).catch((error: unknown) => {
    throw new Refusal('FILE_NOT_READABLE', { file, detail: codeOf(error) })
  })
  if (stats.isFile()) return stats.size
  throw new Refusal('FILE_NOT_READABLE', { file, detail: 'EISDIR' })
}

/** Null: there is no file of sums beside it, or it does not name this one. */
async function expectedSum(folder: string, name: string): Promise<string | null> {
  const text = await readFile(join(folder, sumsFile), 'utf8').catch(() => '')
  const line = text.split('\n').find((one) => one.slice(64).replace(/^ [ *]/, '') === name)
  const sum = line?.slice(0, 64) ?? ''
  return /^[0-9a-f]{64}$/.test(sum) ? sum : null
}

async function settle(fresh: string, file: string): Promise<void> {
  const handle = await open(fresh, 'r+')
  try {
    await handle.chmod(0o640)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, file)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
