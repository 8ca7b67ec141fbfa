import type { Clock } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'

/** Failures that cost no wait. An address stands for a whole office, so it is given more. */
const freeAttempts = { account: 5, address: 30 } as const
const waitMsMax = 5 * 60_000
const forgottenAfterMs = 3_600_000
const entriesMax = 10_000
/** Each check of a password holds 64 MiB. */
const checksAtOnceMax = 16

type Kind = keyof typeof freeAttempts
type Attempt = { readonly account: string; readonly address: string }
type Entry = { readonly failures: number; readonly lastMs: EpochMs; readonly untilMs: EpochMs }

/** Slows down whoever guesses passwords, by account and by address. In memory: a restart forgets. */
export type SignInLimits = {
  /**
   * Runs one check of a password; `isRight` false counts as a failure.
   * @throws Refusal SIGN_IN_TOO_OFTEN before the check, when it is too early for one
   */
  guard(attempt: Attempt, isRight: () => Promise<boolean>): Promise<boolean>
}

export function createSignInLimits(now: Clock): SignInLimits {
  const entries = { account: new Map<string, Entry>(), address: new Map<string, Entry>() }
  let checksUnderWay = 0

  function countFailure(kind: Kind, key: string): void {
    const known = entryOf(entries[kind], key, now())
    entries[kind].delete(key)
    entries[kind].set(key, failedAgain(kind, known, now()))
    // The oldest entry is the first: each failure moves its entry to the end.
    const [oldest] = entries[kind].keys()
    if (entries[kind].size > entriesMax && oldest !== undefined) entries[kind].delete(oldest)
  }

  function takeBack(kind: Kind, key: string): void {
    const known = entries[kind].get(key)
    if (!known) return
    if (kind === 'account' || known.failures <= 1) entries[kind].delete(key)
    else entries[kind].set(key, { ...known, failures: known.failures - 1, untilMs: now() })
  }

  return {
    async guard({ account, address }, isRight) {
      const nowMs = now()
      const untilMs = Math.max(
        entryOf(entries.account, account, nowMs)?.untilMs ?? 0,
        entryOf(entries.address, address, nowMs)?.untilMs ?? 0,
        checksUnderWay >= checksAtOnceMax ? nowMs + 1000 : 0,
      )
      if (untilMs > nowMs) {
        const retryAfterSeconds = Math.ceil((untilMs - nowMs) / 1000)
        throw new Refusal('SIGN_IN_TOO_OFTEN', { retryAfterSeconds })
      }
      // Counted before the check, so that many guesses at once are not one.
      countFailure('account', account)
      countFailure('address', address)
      checksUnderWay += 1
      try {
        const isPassed = await isRight()
        if (isPassed) {
          takeBack('account', account)
          takeBack('address', address)
        }
        return isPassed
      } finally {
        checksUnderWay -= 1
      }
    },
  }
}

function entryOf(map: ReadonlyMap<string, Entry>, key: string, nowMs: EpochMs): Entry | null {
  const entry = map.get(key)
  return entry && nowMs - entry.lastMs < forgottenAfterMs ? entry : null
}

/** 1, 2, 4 … seconds from the failure on that is one too many. */
function failedAgain(kind: Kind, known: Entry | null, nowMs: EpochMs): Entry {
  const failures = (known?.failures ?? 0) + 1
  const tooMany = failures - freeAttempts[kind]
  const waitMs = tooMany < 0 ? 0 : Math.min(waitMsMax, 1000 * 2 ** tooMany)
  return { failures, lastMs: nowMs, untilMs: nowMs + waitMs }
}
