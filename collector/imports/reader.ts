import type { Worker } from 'node:worker_threads'
import type { ImportProgress } from '#protocol/import-views.ts'
import { inThread } from '#collector/one-job-thread.ts'
import { Refusal, type RefusalCode, type RefusalParams } from '#protocol/refusals.ts'
import type { CheckWork, FileChecked } from './check-file.ts'
import { readingLimits } from './limits.ts'

/** What the thread says. */
export type WorkerMessage =
  | { readonly progress: ImportProgress }
  | { readonly checked: FileChecked }
  | { readonly refusal: { readonly code: RefusalCode; readonly params: RefusalParams } }

/** Reads files, each in a thread of its own with limits of time and memory. */
export type ImportReader = {
  /** @throws Refusal IMPORT_…; IMPORT_BUSY when too many are being read, IMPORT_TOO_SLOW, IMPORT_MEMORY_EXCEEDED */
  check(work: CheckWork, onProgress: (progress: ImportProgress) => void): Promise<FileChecked>
}

type Limits = { readonly timeMs: number; readonly heapMb: number; readonly readersMax: number }

/** A reader with room for `readersMax` files at a time. */
export function createImportReader(limits: Limits = readingLimits): ImportReader {
  let reading = 0
  return {
    async check(work, onProgress) {
      if (reading >= limits.readersMax) {
        throw new Refusal('IMPORT_BUSY', { readersMax: limits.readersMax })
      }
      reading += 1
      try {
        return await readInThread(work, { limits, onProgress })
      } finally {
        reading -= 1
      }
    },
  }
}

type Reading = { readonly limits: Limits; readonly onProgress: (progress: ImportProgress) => void }

function readInThread(work: CheckWork, reading: Reading): Promise<FileChecked> {
  reading.onProgress({ stage: 'opening', done: 0, total: null })
  const bytes = new Uint8Array(work.bytes)
  return inThread(
    {
      thread: 'import-check',
      work: { ...work, bytes } satisfies CheckWork,
      moved: [bytes.buffer],
      heapMb: reading.limits.heapMb,
    },
    (worker) => checkedBy(worker, reading),
  )
}

async function checkedBy(worker: Worker, { limits, onProgress }: Reading): Promise<FileChecked> {
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<FileChecked>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Refusal('IMPORT_TOO_SLOW', { seconds: Math.round(limits.timeMs / 1000) }))
      }, limits.timeMs)
      worker.on('message', (message: WorkerMessage) => {
        if ('progress' in message) onProgress(message.progress)
        else if ('checked' in message) resolve(message.checked)
        else reject(new Refusal(message.refusal.code, message.refusal.params))
      })
      worker.on('error', (error) => reject(isOutOfMemory(error) ? memoryExceeded(limits) : error))
      worker.on('exit', () => reject(memoryExceeded(limits)))
    })
  } finally {
    clearTimeout(timer)
  }
}

const memoryExceeded = ({ heapMb }: Limits) => new Refusal('IMPORT_MEMORY_EXCEEDED', { heapMb })

/** The heap of the thread, or a text or a table longer than the engine can hold. */
function isOutOfMemory(error: unknown): boolean {
  if (error instanceof RangeError) return true
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
