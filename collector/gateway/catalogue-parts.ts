import { createHash } from 'node:crypto'
import type { AgentFrame, CollectorFrame } from '#protocol/frames.ts'
import { limits } from '#protocol/limits.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'

/** The one catalogue that agents take. */
export const offeredKind = 'antivirus-products'

/** A signed catalogue as agents get it. */
export type OfferedCatalogue = { readonly sequence: number; readonly file: string }

/** Parts that one connection may ask for within `partsWindowMs`: the largest catalogue twice. */
const partsMax = 2 * Math.ceil(limits.catalogueBytesMax / limits.cataloguePartBytesMax)
const partsWindowMs = 10 * 60_000

type WantFrame = Extract<AgentFrame, { type: 'want' }>

/** The bytes of a catalogue that is offered: cut once for all connections. */
export class CatalogueFile {
  readonly offer: CollectorFrame
  readonly #digest: string
  readonly #bytes: Buffer

  constructor({ sequence, file }: OfferedCatalogue) {
    this.#bytes = Buffer.from(file)
    this.#digest = createHash('sha256').update(this.#bytes).digest('hex')
    const sizeBytes = this.#bytes.length
    this.offer = { type: 'offer', kind: offeredKind, sequence, digest: this.#digest, sizeBytes }
  }

  /** The part that was asked for. Of another file than this one: the offer of this one. */
  answer({ digest, offset }: WantFrame): CollectorFrame {
    if (digest !== this.#digest) return this.offer
    if (offset >= this.#bytes.length) throw new Refusal('NOT_FOUND')
    const bytes = this.#bytes.subarray(offset, offset + limits.cataloguePartBytesMax)
    return { type: 'part', kind: offeredKind, digest, offset, bytes: bytes.toString('base64url') }
  }
}

/** How many parts one connection has asked for lately. */
export class PartsAsked {
  #sinceMs: EpochMs = 0
  #asked = 0

  /** Milliseconds to wait; 0: this one may be answered. */
  count(nowMs: EpochMs): number {
    if (nowMs - this.#sinceMs >= partsWindowMs) {
      this.#sinceMs = nowMs
      this.#asked = 0
    }
    this.#asked += 1
    return this.#asked > partsMax ? this.#sinceMs + partsWindowMs - nowMs : 0
  }
}
