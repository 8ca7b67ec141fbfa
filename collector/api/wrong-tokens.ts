import type { Clock } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'

/** Wrong tokens of one address that cost no wait: a program is told once, and then waits. */
const freeAttempts = 30
const waitMsMax = 5 * 60_000
const forgottenAfterMs = 3_600_000
const addressesMax = 10_000

type Entry = { readonly failures: number; readonly lastMs: EpochMs; readonly untilMs: EpochMs }

/**
 * Slows down an address that keeps sending wrong tokens. In memory: a restart forgets. A right one is never held
 * up by it: nobody guesses 256 bits, and one broken program behind an office's address must not stop the others.
 */
export type WrongTokens = {
  /** Counts one. @throws Refusal API_TOKEN_TOO_OFTEN instead, while the address has to wait */
  count(address: string): void
}

export function createWrongTokens(now: Clock): WrongTokens {
  const entries = new Map<string, Entry>()
  return {
    count(address) {
      const nowMs = now()
      const held = entries.get(address)
      const known = held && nowMs - held.lastMs < forgottenAfterMs ? held : null
      if (known && known.untilMs > nowMs) {
        const retryAfterSeconds = Math.ceil((known.untilMs - nowMs) / 1000)
        throw new Refusal('API_TOKEN_TOO_OFTEN', { retryAfterSeconds })
      }
      const failures = (known?.failures ?? 0) + 1
      const tooMany = failures - freeAttempts
      const waitMs = tooMany < 0 ? 0 : Math.min(waitMsMax, 1000 * 2 ** tooMany)
      entries.delete(address)
      entries.set(address, { failures, lastMs: nowMs, untilMs: nowMs + waitMs })
      // The oldest entry is the first: each failure moves its entry to the end.
      const [oldest] = entries.keys()
      if (entries.size > addressesMax && oldest !== undefined) entries.delete(oldest)
    },
  }
}
