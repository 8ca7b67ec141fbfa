import {
  chownSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  statSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ReleasePack } from '#protocol/releases.ts'
import { limits } from '#protocol/limits.ts'

/** Where the packs lie below the data folder, each under its digest. No backup holds them: they are added again. */
const folderOf = (dataDir: string) => join(dataDir, 'releases')

/**
 * Copies packs out of a release file that was read and found whole. Root adds them for who owns the data folder: the
 * collector runs as that account and has to read them.
 */
export async function shelve(
  dataDir: string,
  file: string,
  packs: readonly (ReleasePack & { readonly offset: number })[],
): Promise<void> {
  const folder = folderOf(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { gid, uid } = statSync(dataDir)
  const handOver = (path: string) => {
    if (process.getuid?.() === 0) chownSync(path, uid, gid)
  }
  handOver(folder)
  for (const { bytes, digest, offset } of packs) {
    const place = join(folder, digest)
    // Also one that was added before: it may still be root's.
    if (existsSync(place)) {
      handOver(place)
      continue
    }
    const draft = `${place}.unfinished`
    const source = createReadStream(file, { start: offset, end: offset + bytes - 1 })
    await pipeline(source, createWriteStream(draft, { mode: 0o600, flush: true }))
    handOver(draft)
    renameSync(draft, place)
  }
}

/** A part of a pack; null: it is not here, or has no bytes there. `digest` is one of a signed manifest. */
export async function readPart(
  dataDir: string,
  digest: string,
  offset: number,
): Promise<Buffer | null> {
  const place = join(folderOf(dataDir), digest)
  if (!existsSync(place)) return null
  const handle = await open(place)
  try {
    const buffer = Buffer.alloc(limits.cataloguePartBytesMax)
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset)
    return bytesRead === 0 ? null : buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
