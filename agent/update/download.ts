import {
  closeSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { AgentFrame, CollectorFrame } from '#protocol/frames.ts'
import { limits } from '#protocol/limits.ts'
import type { ReleasePack } from '#protocol/releases.ts'
import { errorCode } from '../data-folder.ts'
import { UpdateError } from './update-error.ts'

export type Part = Extract<CollectorFrame, { type: 'part' }>
export type Want = Omit<Extract<AgentFrame, { type: 'want' }>, 'type'>

const prefix = '.incoming-'
/** Whether a name in the folder of versions is of a pack on its way. */
export const isIncoming = (name: string): boolean => name.startsWith(prefix)

/** What stays free beside the pack and the unpacked files. */
const spareBytes = 64 * 1024 * 1024

/** A pack on its way, part by part in one file, so that a lost connection or a restart goes on where it was. */
export class Download {
  readonly pack: ReleasePack
  readonly file: string
  #bytes: number

  /** @throws UpdateError no-space; what the disk refuses comes as it is */
  constructor(versions: string, pack: ReleasePack) {
    this.pack = pack
    this.file = join(versions, `${prefix}${pack.digest.slice(0, 16)}`)
    for (const name of readdirSync(versions)) {
      const isOfAnother = isIncoming(name) && join(versions, name) !== this.file
      if (isOfAnother) rmSync(join(versions, name))
    }
    this.#bytes = sizeOf(this.file)
    if (this.#bytes > pack.bytes) this.drop()
    refuseFullDisk(versions, pack, this.#bytes)
  }

  isWhole(): boolean {
    return this.#bytes === this.pack.bytes
  }

  /** What to ask for next. */
  want(): Want {
    return { kind: 'release', digest: this.pack.digest, offset: this.#bytes }
  }

  /** @throws UpdateError damaged: this is not the part that was asked for; what the disk refuses comes as it is */
  add({ bytes, offset }: Part): void {
    const data = Buffer.from(bytes, 'base64url')
    const fits =
      offset === this.#bytes &&
      data.length > 0 &&
      data.length <= limits.cataloguePartBytesMax &&
      offset + data.length <= this.pack.bytes
    if (!fits) throw new UpdateError('damaged', `part at ${offset}, ${this.#bytes} are here`)
    const file = openSync(this.file, 'a', 0o600)
    try {
      writeFileSync(file, data)
    } finally {
      closeSync(file)
      this.#bytes = sizeOf(this.file)
    }
  }

  /** Begins anew: what is here is no good. */
  drop(): void {
    rmSync(this.file, { force: true })
    this.#bytes = 0
  }
}

/** Removes packs that have done their work, or never will. */
export function dropIncoming(versions: string): void {
  for (const name of readdirSync(versions)) if (isIncoming(name)) rmSync(join(versions, name))
}

function refuseFullDisk(versions: string, pack: ReleasePack, here: number): void {
  const { bavail, bsize } = statfsSync(versions)
  const unpacked = pack.files.reduce((sum, { bytes }) => sum + bytes, 0)
  const needed = pack.bytes - here + unpacked + spareBytes
  const free = bavail * bsize
  if (free < needed) throw new UpdateError('no-space', `${free} bytes are free of ${needed}`)
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0
    throw error
  }
}
