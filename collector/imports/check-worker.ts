import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '#protocol/refusals.ts'
import { checkFile, type CheckWork } from './check-file.ts'
import type { WorkerMessage } from './reader.ts'

/** The thread in which one file is read. It ends with its answer, and nothing of it stays. */
async function work(say: (message: WorkerMessage) => void): Promise<void> {
  try {
    // Made by reader.ts, which is the only one that starts this file.
    const checked = await checkFile(workerData as CheckWork, (progress) => say({ progress }))
    say({ checked })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    say({ refusal: { code: error.code, params: error.params } })
  }
}

if (parentPort) {
  const port = parentPort
  await work((message) => port.postMessage(message))
}
