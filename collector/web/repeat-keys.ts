import { Refusal } from '#protocol/refusals.ts'

/** Who presses the same so much later means another thing. */
const heldMs = 10 * 60_000
const heldMax = 50

/**
 * By which key the collector knows that it is asked for the same thing again. A key stands from the press until there is
 * an answer: where the answer was lost, the next press of what is unchanged carries it too, and nothing is done twice.
 */
export type RepeatKeys = {
  /** `asked`: everything that is asked for, as text. */
  keyOf(asked: string): string
  /** To be told of the end of each call; `error` null: it was answered. */
  end(asked: string, error: unknown): void
}

export function createRepeatKeys(deps: { newKey: () => string; now: () => number }): RepeatKeys {
  const held = new Map<string, { readonly key: string; readonly sinceMs: number }>()
  return {
    keyOf(asked) {
      const nowMs = deps.now()
      const known = held.get(asked)
      if (known && nowMs - known.sinceMs < heldMs) return known.key
      const key = deps.newKey()
      held.delete(asked)
      held.set(asked, { key, sinceMs: nowMs })
      for (const oldest of held.keys()) {
        if (held.size <= heldMax) break
        held.delete(oldest)
      }
      return key
    },
    end(asked, error) {
      if (isAnswer(error)) held.delete(asked)
    },
  }
}

/** A refusal is an answer: nothing was done. The page of a proxy, a bug and a line that failed are none. */
const isAnswer = (error: unknown) =>
  error === null || (error instanceof Refusal && error.code !== 'REPEAT_UNDER_WAY')
