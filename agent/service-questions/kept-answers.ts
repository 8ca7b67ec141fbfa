import { z } from 'zod'
import { because, type EpochMs } from '#protocol/values.ts'
import { tryToKeep, readKept, writeDurably } from '../data-folder.ts'
import type { Answer, ServiceAnswer } from '../system.ts'

/** How long after an answer a question is not asked again, and how often it is while the machine runs; null: no limit. */
export type Rest = {
  readonly open: number
  readonly guarded: number
  readonly perStart: number | null
}

const answer = z.union([
  z.strictObject({ ok: z.literal(true), value: z.enum(['open', 'guarded']) }),
  z.strictObject({ ok: z.literal(false), because, detail: z.string().max(200) }),
])
const stored = z.strictObject({
  version: z.literal(1),
  answers: z
    .array(
      z.strictObject({
        question: z.string(),
        port: z.int(),
        askedMs: z.int(),
        /** How often since the machine was started. */
        times: z.int(),
        answer,
      }),
    )
    .max(64),
})
type Kept = z.infer<typeof stored>['answers'][number]

type Asked = { readonly question: string; readonly port: number; readonly rest: Rest }
type Ask = () => Promise<Answer<ServiceAnswer>>
/** Where answers are kept, and by which clock. */
export type KeptAnswers = {
  readonly file: string
  readonly now: () => EpochMs
  /** Milliseconds since this machine was started. */
  readonly upMs: () => number
}

const notAsked = (detail: string) => ({ ok: false, because: 'not-supported', detail }) as const
const alone = notAsked('only the agent that runs asks this')
const often = notAsked('asked as often as is harmless since this machine was started')
/** Stands while it is asked: a machine that stops in the middle does not ask again on this day. */
const unfinished = { ok: false, because: 'tool-failed', detail: 'not answered to its end' } as const

/**
 * Asks what a service may count no more often than it may rest, and gives the last answer in between. That it was asked
 * is on the disk before it is; where it cannot be written, or nothing is kept, it is not asked.
 */
export function seldom(keeping: KeptAnswers | null): (asked: Asked, ask: Ask) => ReturnType<Ask> {
  return async ({ question, port, rest }, ask) => {
    if (keeping === null) return alone
    const { file, now, upMs } = keeping
    const nowMs = now()
    const isOfThis = (one: Kept) => one.question === question && one.port === port
    const held = readKept(file, stored)?.answers ?? []
    const before = held.find(isOfThis)
    if (before !== undefined && isFresh(before, rest, nowMs)) return before.answer
    const isSinceStart = before !== undefined && before.askedMs >= nowMs - upMs()
    const times = isSinceStart ? before.times : 0
    if (rest.perStart !== null && times >= rest.perStart) return often
    const keep = (given: Answer<ServiceAnswer>, counts: boolean) =>
      write(file, [
        ...held.filter((one) => !isOfThis(one) && Math.abs(nowMs - one.askedMs) < forgottenMs),
        { question, port, askedMs: nowMs, times: times + (counts ? 1 : 0), answer: given },
      ])
    if (!keep(unfinished, true)) return notAsked('that it is asked cannot be written down')
    const given = await ask()
    keep(given, !(given.ok && given.value === 'open'))
    return given
  }
}

/** What nobody asked about for so long is not there any more. */
const forgottenMs = 90 * 86_400_000

/** A clock that was set back does not keep a question from being asked for years. */
function isFresh({ askedMs, answer: given }: Kept, rest: Rest, nowMs: number): boolean {
  const restMs = given.ok ? rest[given.value] : rest.open
  return nowMs >= askedMs && nowMs - askedMs < restMs
}

/** False: it could not be written. */
function write(file: string, answers: readonly Kept[]): boolean {
  const held = { version: 1, answers: answers.slice(-64) }
  return tryToKeep(() => writeDurably(file, JSON.stringify(held)))
}
