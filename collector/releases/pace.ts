import { setTimeout as wait } from 'node:timers/promises'

/** What all downloads together may take of the line: 40 MB reach a thousand machines in some five hours. */
const bytesPerSecond = 2 * 1024 * 1024

/** Sends parts no faster than the line may be filled; each waits its turn. */
export class Pace {
  readonly #bytesPerSecond: number
  #freeMs = Number.NEGATIVE_INFINITY

  constructor(perSecond = bytesPerSecond) {
    this.#bytesPerSecond = perSecond
  }

  /** Resolves when so many bytes may leave. */
  async wait(bytes: number, nowMs: number): Promise<void> {
    const startMs = Math.max(this.#freeMs, nowMs)
    this.#freeMs = startMs + (bytes * 1000) / this.#bytesPerSecond
    if (startMs > nowMs) await wait(startMs - nowMs)
  }
}
