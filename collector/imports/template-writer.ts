import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { EpochMs } from '#protocol/values.ts'
import { readingLimits } from './limits.ts'
import type { TemplateWanted } from './template.ts'

export type TemplateWork = TemplateWanted & {
  readonly format: 'csv' | 'xlsx'
  readonly nowMs: EpochMs
}

const workerUrl = new URL('./template-worker.ts', import.meta.url)

/** Writes a template in a thread of its own: an .xlsx of 15,000 machines takes seconds. */
export async function writeTemplate(work: TemplateWork): Promise<Uint8Array> {
  const worker = new Worker(workerUrl, {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: readingLimits.heapMb },
    env: {},
  })
  try {
    // An error of the thread rejects.
    const [file]: unknown[] = await once(worker, 'message', {
      signal: AbortSignal.timeout(readingLimits.timeMs),
    })
    if (!(file instanceof Uint8Array)) throw new Error('the thread wrote no file')
    return file
  } finally {
    await worker.terminate()
  }
}
