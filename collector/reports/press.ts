import type { Worker } from 'node:worker_threads'
import type { ReportInput } from '#domain/report-input.ts'
import { inThread } from '#collector/one-job-thread.ts'
import { Refusal, type RefusalCode, type RefusalParams } from '#protocol/refusals.ts'
import type { PrintedReport } from './print-files.ts'

export type PrintWork = {
  readonly input: ReportInput
  readonly template: Uint8Array | null
}

/** What the thread says. */
export type PrintMessage =
  | { readonly printed: PrintedReport }
  | { readonly refusal: { readonly code: RefusalCode; readonly params: RefusalParams } }

/** Prints reports, each in a thread of its own, so that agents are answered meanwhile. */
export type Press = {
  /** @throws Refusal REPORT_BUSY, REPORT_TOO_LARGE, and what the template is refused for */
  print(work: PrintWork): Promise<PrintedReport>
}

type PressLimits = {
  readonly timeMs: number
  readonly heapMb: number
  readonly printingMax: number
}

/** The report of a province of 15,000 machines takes some 10 seconds and 600 MB. */
const usualLimits: PressLimits = { timeMs: 120_000, heapMb: 2_048, printingMax: 2 }

export function createPress(limits: PressLimits = usualLimits): Press {
  let printing = 0
  return {
    async print(work) {
      const { printingMax } = limits
      if (printing >= printingMax) throw new Refusal('REPORT_BUSY', { printingMax })
      printing += 1
      try {
        return await printInThread(work, limits)
      } finally {
        printing -= 1
      }
    },
  }
}

function printInThread(work: PrintWork, limits: PressLimits): Promise<PrintedReport> {
  const { heapMb } = limits
  return inThread({ thread: 'report-print', work, heapMb }, (worker) => printedBy(worker, limits))
}

async function printedBy(worker: Worker, { timeMs, heapMb }: PressLimits): Promise<PrintedReport> {
  const seconds = Math.round(timeMs / 1000)
  const tooLarge = new Refusal('REPORT_TOO_LARGE', { seconds, heapMb })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<PrintedReport>((resolve, reject) => {
      timer = setTimeout(() => reject(tooLarge), timeMs)
      worker.on('message', (message: PrintMessage) => {
        if ('printed' in message) resolve(message.printed)
        else reject(new Refusal(message.refusal.code, message.refusal.params))
      })
      worker.on('error', (error) => reject(isOutOfMemory(error) ? tooLarge : error))
      worker.on('exit', () => reject(tooLarge))
    })
  } finally {
    clearTimeout(timer)
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
