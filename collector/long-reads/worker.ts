import { parentPort, workerData } from 'node:worker_threads'
import { pino } from 'pino'
import { createLongReadHandlers } from '#collector/api/long-reads.ts'
import { openContexts } from '#collector/contexts.ts'
import { Refusal } from '#protocol/refusals.ts'
import { routes } from '#protocol/routes.ts'
import { openStoreForReading } from '#store/open.ts'
import type { FromThread, ReadingPlace, ToThread } from './thread.ts'

/** The thread of long reads: answers one question after the other until it is told to end. */
async function work(port: NonNullable<typeof parentPort>, place: ReadingPlace): Promise<void> {
  const log = pino({ level: place.logLevel })
  const store = await openStoreForReading({ url: place.url, file: place.file, log })
  const contexts = await openContexts({ store, log })
  const { provinceId } = place
  const reads = createLongReadHandlers({ store, contexts, now: Date.now, provinceId })
  const say = (message: FromThread) => port.postMessage(message)

  async function answer({ id, question }: Extract<ToThread, { kind: 'ask' }>): Promise<void> {
    const startedMs = performance.now()
    try {
      const answer = routes[question.name].output.parse(await reads.ask(question))
      const text = JSON.stringify(answer)
      say({ kind: 'answer', id, text, tookMs: performance.now() - startedMs })
    } catch (error) {
      if (error instanceof Refusal) {
        say({ kind: 'refusal', id, code: error.code, params: error.params })
        return
      }
      say({ kind: 'bug', id, stack: error instanceof Error ? String(error.stack) : String(error) })
    }
  }

  async function forget(): Promise<void> {
    reads.forget()
    await contexts.reload()
  }

  let last = Promise.resolve()
  port.on('message', (message: ToThread) => {
    if (message.kind === 'forget') reads.forget()
    last = last.then(() => (message.kind === 'ask' ? answer(message) : forget()))
  })
  await new Promise<void>((resolve) => port.once('close', resolve))
  await last
  await contexts.close()
  await store.close()
}

// Made by thread.ts, which is the only one that starts this file.
if (parentPort) await work(parentPort, workerData as ReadingPlace)
