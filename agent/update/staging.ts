import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import type { ReleasePack } from '#protocol/releases.ts'
import { errorCode, syncFolder } from '../data-folder.ts'
import { UpdateError } from './update-error.ts'

/** The name that a version bears until all of it is on the disk; no launcher starts such a folder. */
const draftName = (version: string) => `.draft-${version}`

/**
 * Unpacks a pack that has come whole into the folder of its version: every byte is counted and every file has to be
 * the one that was signed. The folder appears under its name when all of it is on the disk, and never half.
 * @throws UpdateError damaged; what the disk refuses comes as it is
 */
export async function unpack(
  pack: ReleasePack,
  place: { readonly versions: string; readonly version: string; readonly packed: string },
): Promise<void> {
  const { versions, version, packed } = place
  const draft = join(versions, draftName(version))
  const folder = join(versions, version)
  await checkPacked(packed, pack)
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  const files = new FilesOf(pack, draft)
  try {
    await pipeline(createReadStream(packed), createZstdDecompress(), (source) => files.take(source))
  } catch (error) {
    // What zlib and zstd say of a stream that is none: Z_BUF_ERROR, ZSTD_error_prefix_unknown.
    throw /^Z(STD)?_/.test(errorCode(error)) ? new UpdateError('damaged', errorCode(error)) : error
  } finally {
    files.close()
  }
  syncFolder(draft)
  rmSync(folder, { recursive: true, force: true })
  renameSync(draft, folder)
  syncFolder(versions)
}

/** Removes what an unpacking that failed has left, which may be what filled the disk. */
export function dropDraft(versions: string, version: string): void {
  rmSync(join(versions, draftName(version)), { recursive: true, force: true })
}

async function checkPacked(packed: string, { bytes, digest }: ReleasePack): Promise<void> {
  const sum = createHash('sha256')
  let length = 0
  for await (const chunk of createReadStream(packed)) {
    const data = Buffer.from(chunk)
    length += data.length
    sum.update(data)
  }
  if (length !== bytes || sum.digest('hex') !== digest) {
    throw new UpdateError('damaged', `pack of ${length} bytes`)
  }
}

/** The files of a pack as they come one after the other out of its stream. */
class FilesOf {
  readonly #pack: ReleasePack
  readonly #folder: string
  #at = 0
  #file: number | null = null
  #missing = 0
  #sum = createHash('sha256')

  constructor(pack: ReleasePack, folder: string) {
    this.#pack = pack
    this.#folder = folder
  }

  async take(source: AsyncIterable<unknown>): Promise<void> {
    for await (const chunk of source) {
      if (!Buffer.isBuffer(chunk)) throw new Error('a stream of bytes was expected')
      this.#write(chunk)
    }
    if (this.#at < this.#pack.files.length) throw new UpdateError('damaged', 'files are missing')
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
  }

  #write(chunk: Buffer): void {
    let rest = chunk
    while (rest.length > 0) {
      const file = this.#file ?? this.#next()
      const taken = rest.subarray(0, this.#missing)
      writeFileSync(file, taken)
      this.#sum.update(taken)
      this.#missing -= taken.length
      rest = rest.subarray(taken.length)
      if (this.#missing === 0) this.#finish(file)
    }
  }

  #next(): number {
    const wanted = this.#pack.files[this.#at]
    if (!wanted) throw new UpdateError('damaged', 'more bytes than were signed')
    const mode = wanted.isProgram ? 0o700 : 0o600
    const file = openSync(join(this.#folder, wanted.name), 'wx', mode)
    this.#file = file
    this.#missing = wanted.bytes
    this.#sum = createHash('sha256')
    return file
  }

  #finish(file: number): void {
    const wanted = this.#pack.files[this.#at]
    if (this.#sum.digest('hex') !== wanted?.digest) {
      throw new UpdateError('damaged', wanted?.name ?? '')
    }
    fsyncSync(file)
    this.close()
    this.#at += 1
  }
}
