import type { EpochMs } from '#protocol/values.ts'
import type { Question } from '#collector/api/long-reads.ts'

/** An answer is new for so many times as long as it took: reading takes at most a sixth of the time. */
const newForTimes = 5
/** What takes less is waited for; what takes longer is answered from before while it is read again. */
const waitMsMax = 150
/** An answer from before is at most so old: who comes first after a while need not wait for the whole province. */
const olderMsMax = 10 * 60_000
const keptMax = 200

type Told = { readonly text: string; readonly tookMs: number }
type Kept = Told & { readonly askedMs: EpochMs }

/**
 * Keeps answers by their question. An old one is read again when it is asked for: one that is soon read is waited for,
 * otherwise the old one is given, which says itself of when it is, and `renewed` tells when there is a newer one. So it
 * does where one that still counts as new was given although hosts had `changed` since it was asked for.
 */
export function keepAnswers(
  ask: (question: Question) => Promise<Told>,
  { now, renewed }: { readonly now: () => EpochMs; readonly renewed: () => void },
): { answer(question: Question): Promise<string>; changed(): void; forget(): void } {
  let kept = new Map<string, Kept>()
  let under = new Map<string, Promise<Kept>>()
  const later = createDelays()
  let changedMs = 0

  function read(key: string, question: Question): Promise<Kept> {
    const reading = under.get(key)
    if (reading) return reading
    const into = kept
    const from = under
    const askedMs = now()
    const read = ask(question)
      .then((told) => {
        const answer = { ...told, askedMs }
        into.delete(key)
        into.set(key, answer)
        const [oldest] = into.keys()
        if (into.size > keptMax && oldest !== undefined) into.delete(oldest)
        return answer
      })
      .finally(() => from.delete(key))
    under.set(key, read)
    return read
  }

  /** What went wrong in the background is told to whoever asks next and has to wait for it. */
  function renew(key: string, question: Question): void {
    read(key, question).then(renewed, () => kept.delete(key))
  }

  return {
    async answer(question) {
      const key = JSON.stringify(question)
      const held = kept.get(key)
      const ageMs = held ? now() - held.askedMs : 0
      const newForMs = held ? held.tookMs * newForTimes : 0
      if (held && ageMs < newForMs) {
        if (changedMs >= held.askedMs) {
          later.once(key, newForMs - ageMs, () => renew(key, question))
        }
        return held.text
      }
      if (!held || held.tookMs < waitMsMax || ageMs > olderMsMax) {
        return (await read(key, question)).text
      }
      if (!under.has(key)) renew(key, question)
      return held.text
    },

    changed() {
      changedMs = now()
    },

    forget() {
      later.clear()
      kept = new Map()
      under = new Map()
    },
  }
}

/** Things to do a little later, each once however often it is asked for. */
function createDelays() {
  const timers = new Map<string, NodeJS.Timeout>()
  return {
    once(key: string, inMs: number, run: () => void): void {
      if (timers.has(key)) return
      const timer = setTimeout(() => {
        timers.delete(key)
        run()
      }, inMs)
      timers.set(key, timer.unref())
    },
    clear(): void {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
