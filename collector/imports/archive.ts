import { Unzip, UnzipInflate, unzipSync, zipSync, type UnzipFile } from 'fflate'
import { importLimits } from '#protocol/import-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import { readingLimits } from './limits.ts'

/** The parts of an .xlsx file that hold tables, inflated and counted. */
export type Parts = ReadonlyMap<string, Uint8Array>

const isWanted = (name: string) => name.endsWith('.xml') || name.endsWith('.xml.rels')

/**
 * Opens an archive that nobody vouches for. What it says of its own size is looked at before a byte is inflated, and
 * what is inflated is counted as it comes, so that a lie costs no more than the limit.
 * @throws Refusal IMPORT_FILE_BROKEN, IMPORT_PARTS_TOO_MANY, IMPORT_INFLATED_TOO_LARGE
 */
export function openArchive(bytes: Uint8Array): Parts {
  const declared = readDirectory(bytes)
  const parts = inflateCounted(bytes)
  for (const [name, size] of declared) {
    if (parts.get(name)?.length !== size) throw broken(`${name.slice(0, 80)}: size`)
  }
  return parts
}

/** The same parts in an archive of our own making: what was counted is what the reader of tables reads. */
export const packStored = (parts: Parts) =>
  zipSync(Object.fromEntries(parts), { level: 0 }).buffer as ArrayBuffer

function readDirectory(bytes: Uint8Array): ReadonlyMap<string, number> {
  const declared = new Map<string, number>()
  let [total, count] = [0, 0]
  const filter = (part: { name: string; originalSize: number }) => {
    count += 1
    if (count > importLimits.partsMax) throw tooMany(count)
    if (isWanted(part.name)) {
      total += part.originalSize
      if (total > importLimits.inflatedBytesMax) throw tooLarge(total)
      declared.set(part.name, part.originalSize)
    }
    return false
  }
  orBroken(() => unzipSync(bytes, { filter }))
  return declared
}

function inflateCounted(bytes: Uint8Array): Parts {
  const parts = new Map<string, Uint8Array>()
  let [total, count] = [0, 0]
  const take = (file: UnzipFile) => {
    count += 1
    if (count > importLimits.partsMax) throw tooMany(count)
    if (!isWanted(file.name) || parts.has(file.name)) return
    const chunks: Uint8Array[] = []
    file.ondata = (error, chunk, isLast) => {
      if (error) throw error
      total += chunk.length
      if (total > importLimits.inflatedBytesMax) throw tooLarge(total)
      chunks.push(chunk)
      if (isLast) parts.set(file.name, Buffer.concat(chunks))
    }
    file.start()
  }
  orBroken(() => {
    const unzip = new Unzip(take)
    unzip.register(UnzipInflate)
    const step = readingLimits.chunkBytes
    for (let at = 0; at < bytes.length; at += step) {
      unzip.push(bytes.subarray(at, at + step), at + step >= bytes.length)
    }
  })
  return parts
}

function orBroken(open: () => void): void {
  try {
    open()
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw broken(error instanceof Error ? error.message : 'zip')
  }
}

const broken = (detail: string) => new Refusal('IMPORT_FILE_BROKEN', { detail })
const tooLarge = (bytes: number) =>
  new Refusal('IMPORT_INFLATED_TOO_LARGE', { bytes, bytesMax: importLimits.inflatedBytesMax })
const tooMany = (parts: number) =>
  new Refusal('IMPORT_PARTS_TOO_MANY', { parts, partsMax: importLimits.partsMax })
