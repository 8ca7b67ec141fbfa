import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { threadFile, type threads } from './own-files.ts'

type Job = {
  readonly thread: keyof typeof threads
  readonly work: unknown
  /** What is moved into the thread instead of copied. */
  readonly moved?: ArrayBuffer[]
  readonly heapMb: number
}

const endsByItselfWithinMs = 1_000

/**
 * Starts a thread for one job, with a heap of its own limit and nothing of the environment, and gives what `answerOf`
 * gives. The thread has ended when this answers.
 */
export async function inThread<Answer>(
  { thread, work, moved = [], heapMb }: Job,
  answerOf: (worker: Worker) => Promise<Answer>,
): Promise<Answer> {
  const worker = new Worker(threadFile(thread), {
    workerData: work,
    transferList: moved,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
    env: {},
  })
  const ended = once(worker, 'exit')
  // What goes wrong in the thread is told to `answerOf`.
  ended.catch(() => undefined)
  try {
    const answer = await answerOf(worker)
    // A thread that has answered is about to end; stopping it in the middle of that has ended the whole process.
    await Promise.race([ended, waited(endsByItselfWithinMs)])
    return answer
  } finally {
    await worker.terminate()
  }
}

const waited = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref()
  })
