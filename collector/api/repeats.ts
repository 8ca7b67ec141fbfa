import { hash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '#protocol/refusals.ts'
import { repeatHeader, repeatKeyForm, type Repeat } from '#protocol/route.ts'
import type { EpochMs } from '#protocol/values.ts'
import {
  endRequest,
  findRequest,
  forgetRequests,
  freeRequestKey,
  takeRequestKey,
  type EarlierRequest,
  type RequestKey,
} from '#store/repeats/requests.ts'
import type { Db } from '#store/schema.ts'

/** What is longer is not kept: a repeat is told that it was done. */
const answerCharactersMax = 256 * 1024
/** A repeat waits so long for the first to end, and is then asked to come again. */
const looksMax = 50
const lookEveryMs = 200
const retryAfterSeconds = 5
/** Nothing that is asked over HTTP takes longer: the collector that did it is gone. */
const underWayMaxMs = 2 * 60_000

/** What is done once, however often it is asked for. */
export type Once = {
  readonly repeat: Exclude<Repeat, 'harmless'>
  /** The caller by id and kind. */
  readonly caller: string
  /** Everything that was asked, as text. */
  readonly asked: string
  readonly nowMs: EpochMs
  /** Does it and gives the JSON of the answer. */
  readonly work: () => Promise<string>
}

export type OnceAnswer = { readonly text: string; readonly isRepeated: boolean }

/**
 * The key that a caller gave a request; null: none.
 * @throws Refusal REQUEST_INVALID
 */
export function repeatKeyOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const given = headers[repeatHeader]
  if (given === undefined) return null
  if (typeof given === 'string' && repeatKeyForm.test(given)) return given
  throw new Refusal('REQUEST_INVALID', { detail: repeatHeader })
}

/**
 * Does what is asked under a key, or answers as it was answered before. Where it is refused nothing was done, and the
 * key is free again.
 * @throws Refusal REPEAT_OF_ANOTHER, REPEAT_UNDER_WAY, REPEAT_DONE, REPEAT_UNKNOWN, and those of the work
 */
export async function doOnce(db: Db, given: string, once: Once): Promise<OnceAnswer> {
  const key = { caller: once.caller, key: given }
  const taking = { askedHash: hash('sha256', once.asked, 'hex'), nowMs: once.nowMs }
  await forgetRequests(db, once.nowMs)
  for (let look = 0; look < looksMax; look += 1) {
    if (await takeRequestKey(db, key, taking)) {
      return { text: await workUnder(db, key, once), isRepeated: false }
    }
    const earlier = await findRequest(db, key)
    // Between the two looks the first was refused: nothing was done, so this one may be.
    if (earlier === null) continue
    if (earlier.askedHash !== taking.askedHash) throw new Refusal('REPEAT_OF_ANOTHER')
    const text = saidBefore(earlier, once.nowMs)
    if (text !== null) return { text, isRepeated: true }
    await wait(lookEveryMs)
  }
  throw new Refusal('REPEAT_UNDER_WAY', { retryAfterSeconds })
}

/** Null: it is still under way. */
function saidBefore({ outcome, begunMs, said }: EarlierRequest, nowMs: EpochMs): string | null {
  switch (outcome) {
    case 'answered':
      return said ?? ''
    case 'told':
      throw new Refusal('REPEAT_DONE', { id: said ?? '–' })
    case 'unknown':
      throw new Refusal('REPEAT_UNKNOWN')
    case 'under-way':
      if (nowMs - begunMs > underWayMaxMs) throw new Refusal('REPEAT_UNKNOWN')
      return null
  }
}

async function workUnder(db: Db, key: RequestKey, { repeat, work }: Once): Promise<string> {
  let text: string
  try {
    text = await work()
  } catch (error) {
    if (error instanceof Refusal) await freeRequestKey(db, key)
    else await endRequest(db, key, { outcome: 'unknown', said: null })
    throw error
  }
  await endRequest(db, key, keptOf(repeat, text))
  return text
}

const told = z.object({ id: z.string() })

function keptOf(repeat: Once['repeat'], text: string): Pick<EarlierRequest, 'outcome' | 'said'> {
  if (repeat !== 'answered') {
    const answer = z.record(z.string(), z.unknown()).parse(JSON.parse(text))
    return { outcome: 'told', said: told.parse(answer[repeat.tells]).id }
  }
  if (text.length <= answerCharactersMax) return { outcome: 'answered', said: text }
  return { outcome: 'told', said: told.safeParse(JSON.parse(text)).data?.id ?? null }
}
