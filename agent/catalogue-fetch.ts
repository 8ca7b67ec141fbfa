import { createHash } from 'node:crypto'
import type { AgentFrame, CollectorFrame } from '#protocol/frames.ts'
import { limits } from '#protocol/limits.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { AgentCatalogue } from './catalogue.ts'
import type { Log } from './log.ts'

export type CatalogueFrame = Extract<CollectorFrame, { type: 'offer' | 'part' }>
type Offer = Extract<CollectorFrame, { type: 'offer' }>
type Part = Extract<CollectorFrame, { type: 'part' }>
export type Want = Omit<Extract<AgentFrame, { type: 'want' }>, 'type'>

/** A part that takes longer is not waited for. */
const partMsMax = 30_000
const firstPauseMs = 60_000
const pauseMsMax = 24 * 3_600_000

type FetchParts = {
  readonly catalogue: AgentCatalogue
  readonly log: Log
  steadyMs(): number
  /** A newer catalogue is in use from now on. */
  taken(): void
  /** How long to wait for one part; the default holds but in tests. */
  readonly partMsMax?: number
}

type UnderWay = {
  readonly offer: Offer
  readonly want: (want: Want) => void
  readonly parts: Buffer[]
  receivedBytes: number
  timer: NodeJS.Timeout
}

/**
 * Fetches an offered catalogue part by part, one at a time. The collector is only the postman: what it brings is
 * believed for its signature alone, and whatever goes wrong leaves the catalogue in use as it is.
 */
export class CatalogueFetch {
  readonly #fetch: FetchParts
  #underWay: UnderWay | null = null
  /** The last file that came whole and was no good: the same bytes would be refused again. */
  #refusedDigest: string | null = null
  #pause = { untilMs: Number.NEGATIVE_INFINITY, lengthMs: 0 }

  constructor(parts: FetchParts) {
    this.#fetch = parts
  }

  /** Takes an offer or a part from the connection; `want` asks on the same connection. */
  receive(frame: CatalogueFrame, want: (want: Want) => void): void {
    if (frame.type === 'offer') this.#offered(frame, want)
    else this.#arrived(frame)
  }

  /** The connection has ended, and with it what was under way; the next one offers again. */
  lost(): void {
    this.#end()
  }

  #offered(offer: Offer, want: (want: Want) => void): void {
    const { catalogue, log, steadyMs } = this.#fetch
    const held = catalogue.sequenceHeld()
    const isNews =
      offer.kind === 'antivirus-products' &&
      offer.sequence > held &&
      offer.digest !== this.#refusedDigest
    const isPausing = steadyMs() < this.#pause.untilMs
    if (!catalogue.isTrusting || !isNews || isPausing || this.#underWay) {
      const { kind, sequence } = offer
      return log.debug({ kind, sequence, held, isPausing }, 'offer ignored')
    }
    const timer = setTimeout(() => this.#overdue(), this.#partMsMax())
    this.#underWay = { offer, want, parts: [], receivedBytes: 0, timer }
    want({ kind: offer.kind, digest: offer.digest, offset: 0 })
  }

  #arrived(part: Part): void {
    const underWay = this.#underWay
    if (!underWay || part.digest !== underWay.offer.digest) return
    const bytes = Buffer.from(part.bytes, 'base64url')
    const totalBytes = underWay.receivedBytes + bytes.length
    const isNext = part.offset === underWay.receivedBytes && bytes.length > 0
    const fits =
      bytes.length <= limits.cataloguePartBytesMax && totalBytes <= underWay.offer.sizeBytes
    if (!isNext || !fits) return this.#failed('CATALOGUE_INVALID', 'part')
    underWay.parts.push(bytes)
    underWay.receivedBytes = totalBytes
    if (totalBytes === underWay.offer.sizeBytes) return this.#arrivedWhole(underWay)
    underWay.timer.refresh()
    const { kind, digest } = underWay.offer
    underWay.want({ kind, digest, offset: totalBytes })
  }

  #arrivedWhole({ offer, parts }: UnderWay): void {
    const file = Buffer.concat(parts)
    const digest = createHash('sha256').update(file).digest('hex')
    if (digest !== offer.digest) return this.#failed('CATALOGUE_INVALID', 'digest')
    try {
      this.#fetch.catalogue.take(file.toString('utf8'))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.#refusedDigest = error.code === 'DATA_DIR_NOT_WRITABLE' ? null : offer.digest
      return this.#failed(error.code, error.message)
    }
    this.#end()
    this.#pause = { untilMs: Number.NEGATIVE_INFINITY, lengthMs: 0 }
    this.#fetch.log.info({ sequence: offer.sequence }, 'catalogue taken')
    this.#fetch.taken()
  }

  #overdue(): void {
    this.#failed('CATALOGUE_INVALID', 'timed out')
  }

  /** Offers are ignored for a while, longer each time: a bad file must not be fetched again and again. */
  #failed(code: string, detail: string): void {
    const { log, steadyMs } = this.#fetch
    const lengthMs = Math.min(pauseMsMax, Math.max(firstPauseMs, this.#pause.lengthMs * 2))
    this.#pause = { lengthMs, untilMs: steadyMs() + lengthMs }
    log.warn({ code, detail, pauseMs: lengthMs }, 'offered catalogue refused')
    this.#end()
  }

  #end(): void {
    if (this.#underWay) clearTimeout(this.#underWay.timer)
    this.#underWay = null
  }

  #partMsMax(): number {
    return this.#fetch.partMsMax ?? partMsMax
  }
}
