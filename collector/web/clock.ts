/*
 * The clock of the reader's machine may be wrong by hours; what is shown as "now" is the collector's now, which
 * every one of its answers tells.
 */

/** Tells the time of the collector. */
export type ServerClock = {
  /** Epoch milliseconds at the collector; before its first answer, those of this machine. */
  now(): number
  /** How far this machine is ahead of the collector (negative: behind); null before the first answer. */
  aheadMs(): number | null
  /** Takes what an answer says in its `date` header; what is no date says nothing. */
  hear(date: string | null): void
}

/** The header counts whole seconds, so that on average half of one is missing. */
const headerHalfMs = 500

/** A clock that is set by the answers of the collector; `local` is the clock of this machine. */
export function createServerClock(local: () => number): ServerClock {
  let aheadMs: number | null = null
  return {
    now: () => local() - (aheadMs ?? 0),
    aheadMs: () => aheadMs,
    hear(date) {
      const atMs = date === null ? Number.NaN : Date.parse(date)
      if (!Number.isNaN(atMs)) aheadMs = local() - (atMs + headerHalfMs)
    },
  }
}
