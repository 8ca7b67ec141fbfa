import { Worker } from 'node:worker_threads'
import { threadFor, type LongReads, type Question } from '#collector/api/long-reads.ts'
import type { Log } from '#collector/deps.ts'
import { threadFile } from '#collector/own-files.ts'
import { Refusal, type RefusalCode, type RefusalParams } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { keepAnswers } from './kept-answers.ts'

/** Where the thread reads, as it is handed over at its start. */
export type ReadingPlace = {
  /** Null: the SQLite file. */
  readonly url: string | null
  readonly file: string
  readonly provinceId: string
  readonly logLevel: string
}

export type ToThread =
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'forget' }
export type FromThread =
  | { readonly kind: 'answer'; readonly id: number; readonly text: string; readonly tookMs: number }
  | {
      readonly kind: 'refusal'
      readonly id: number
      readonly code: RefusalCode
      readonly params: RefusalParams
    }
  | { readonly kind: 'bug'; readonly id: number; readonly stack: string }

type Told = { readonly text: string; readonly tookMs: number }
type Waiting = { readonly resolve: (told: Told) => void; readonly reject: (error: Error) => void }

/** More than this many questions at once, and the next are told to come back. */
const waitingMax = 200
const retryAfterMs = 2_000

/**
 * Answers long reads in two threads, so that no list waits for a figure, and keeps what they said for a while. A thread
 * that ended is started again with the next question. `changed` is for when hosts have reported, `forget` for when what
 * hosts are judged by, or what agencies declared, has changed. `renewed` is called when an answer that was given while it
 * was already old has become new.
 */
export function answerInThread(
  place: ReadingPlace,
  deps: { readonly now: () => EpochMs; readonly log: Log; readonly renewed: () => void },
): LongReads & { changed(): void; forget(): void } {
  const threads = {
    figures: createThread(place, deps.log),
    lists: createThread(place, deps.log),
  }
  const kept = keepAnswers((question) => threads[threadFor(question.name)].ask(question), deps)
  return {
    answer: (question) => kept.answer(question),
    changed: () => kept.changed(),
    forget() {
      kept.forget()
      for (const thread of Object.values(threads)) thread.forget()
    },
    async close() {
      kept.forget()
      for (const thread of Object.values(threads)) await thread.close()
    },
  }
}

function createThread(place: ReadingPlace, log: Log) {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let lastId = 0

  function started(): Worker {
    if (worker) return worker
    const own = new Worker(threadFile('long-reads'), { workerData: place, name: 'long-reads' })
    worker = own
    own.unref()
    own.on('message', take)
    own.on('error', (error) => {
      log.error({ err: error }, 'the thread of long reads failed')
      end(own, error)
    })
    own.on('exit', () => end(own, new Error('the thread of long reads has ended')))
    return own
  }

  function take(message: FromThread): void {
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.kind === 'answer') asked?.resolve(message)
    else if (message.kind === 'refusal') asked?.reject(new Refusal(message.code, message.params))
    else asked?.reject(new Error(`in the thread of long reads: ${message.stack}`))
  }

  function end(own: Worker, error: Error): void {
    if (worker !== own) return
    worker = null
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  // The first who asks does not wait for the thread to begin.
  started()
  return {
    ask(question: Question): Promise<Told> {
      if (waiting.size >= waitingMax) throw new Refusal('COLLECTOR_BUSY', { retryAfterMs })
      const id = (lastId += 1)
      return new Promise<Told>((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        started().postMessage({ kind: 'ask', id, question } satisfies ToThread, [])
      })
    },
    forget() {
      worker?.postMessage({ kind: 'forget' } satisfies ToThread, [])
    },
    async close() {
      const own = worker
      if (!own) return
      end(own, new Error('the collector stops'))
      await own.terminate()
    },
  }
}
