import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { reportInput } from '#domain/report-input.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { PrintMessage } from './press.ts'
import { printFiles } from './print-files.ts'

const printWork = z.object({
  input: reportInput,
  template: z.instanceof(Uint8Array).nullable(),
})

/** The thread in which one report is printed. It ends with its answer, and nothing of it stays. */
async function work(say: (message: PrintMessage) => void): Promise<void> {
  try {
    const { input, template } = printWork.parse(workerData)
    say({ printed: await printFiles(input, template) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    say({ refusal: { code: error.code, params: error.params } })
  }
}

if (parentPort) {
  const port = parentPort
  await work((message) => port.postMessage(message))
}
