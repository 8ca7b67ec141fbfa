import { once } from 'node:events'
import { inThread } from '#collector/one-job-thread.ts'
import type { EpochMs } from '#protocol/values.ts'
import { readingLimits } from './limits.ts'
import type { TemplateWanted } from './template.ts'

export type TemplateWork = TemplateWanted & {
  readonly format: 'csv' | 'xlsx'
  readonly nowMs: EpochMs
}

/** Writes a template in a thread of its own: an .xlsx of 15,000 machines takes seconds. */
export function writeTemplate(work: TemplateWork): Promise<Uint8Array> {
  const { heapMb, timeMs } = readingLimits
  return inThread({ thread: 'import-template', work, heapMb }, async (worker) => {
    // An error of the thread rejects.
    const [file]: unknown[] = await once(worker, 'message', {
      signal: AbortSignal.timeout(timeMs),
    })
    if (!(file instanceof Uint8Array)) throw new Error('the thread wrote no file')
    return file
  })
}
