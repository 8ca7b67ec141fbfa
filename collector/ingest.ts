import type { Clock, Events, Ingest, IngestOutcome, Log, ReceivedReport, Store } from './deps.ts'
import type { JudgeContext } from '#domain/context.ts'
import { Refusal } from '#protocol/refusals.ts'
import { isRefusedData } from '#store/engine.ts'
import { recordRefusedFrame } from '#store/refused-frames.ts'
import { HeldHosts } from './ingest/held-hosts.ts'
import { UnfitReport, writeBatch, type WrittenBatch } from './ingest/write-batch.ts'

/** When a report that found no room may be sent again. */
const retryAfterMs = 5000
const liveHostIdsMax = 200

type Options = {
  readonly store: Store
  readonly now: Clock
  readonly context: () => JudgeContext
  readonly events: Events
  readonly log: Log
  /** How long the first report of a batch waits for others. */
  readonly flushMs?: number
  readonly batchMax?: number
  readonly queueMax?: number
}

type Writing = Options & { readonly heldHosts: HeldHosts }

type Waiting = {
  readonly report: ReceivedReport
  resolve(outcome: IngestOutcome): void
  reject(refusal: Refusal): void
}

/**
 * Bounded queue and group commit: many reports, one transaction, one writer. A promise resolves only after the
 * commit of its report.
 */
export function createIngest(options: Options): Ingest {
  const { flushMs = 5, batchMax = 256, queueMax = 4096, log } = options
  const writingOptions: Writing = { ...options, heldHosts: new HeldHosts() }
  let queue: Waiting[] = []
  let beingWritten = 0
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> | null = null
  let isClosed = false

  const depth = () => queue.length + beingWritten

  function submit(report: ReceivedReport): Promise<IngestOutcome> {
    if (isClosed) return Promise.reject(new Refusal('COLLECTOR_STOPPING'))
    if (depth() >= queueMax) return Promise.reject(new Refusal('COLLECTOR_BUSY', { retryAfterMs }))
    return new Promise((resolve, reject) => {
      queue.push({ report, resolve, reject })
      scheduleWriting()
    })
  }

  function scheduleWriting(): void {
    if (writing !== null || queue.length === 0) return
    if (queue.length >= batchMax || isClosed) startWriting()
    else timer ??= setTimeout(startWriting, flushMs)
  }

  function startWriting(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const { batch, rest } = takeBatch(queue, batchMax)
    queue = rest
    beingWritten = batch.length
    writing = writeOrReplay(writingOptions, batch)
      .catch((error: unknown) => {
        log.error({ err: error }, `batch not written: ${batch.length} reports answered as busy`)
        for (const { reject } of batch) reject(new Refusal('COLLECTOR_BUSY', { retryAfterMs }))
      })
      .then(() => {
        beingWritten = 0
        writing = null
        scheduleWriting()
      })
  }

  async function close(): Promise<void> {
    isClosed = true
    scheduleWriting()
    while (depth() > 0) await writing
  }

  return { submit, depth, close }
}

/** At most one report of a host: the next one is judged on what this one leaves behind. */
function takeBatch(queue: readonly Waiting[], batchMax: number) {
  const hosts = new Set<string>()
  const batch: Waiting[] = []
  const rest: Waiting[] = []
  for (const waiting of queue) {
    const { hostId } = waiting.report
    if (batch.length < batchMax && !hosts.has(hostId)) batch.push(waiting)
    else rest.push(waiting)
    hosts.add(hostId)
  }
  return { batch, rest }
}

/** A batch that the data of one report spoils is written again one by one, so that only that one is refused. */
async function writeOrReplay(options: Writing, batch: readonly Waiting[]): Promise<void> {
  try {
    settle(options, batch, await write(options, batch))
  } catch (error) {
    if (!isFaultOfReport(error)) throw error
    for (const waiting of batch) await writeOrQuarantine(options, waiting)
  }
}

async function writeOrQuarantine(options: Writing, waiting: Waiting): Promise<void> {
  try {
    settle(options, [waiting], await write(options, [waiting]))
  } catch (error) {
    if (!isFaultOfReport(error)) throw error
    waiting.resolve(await quarantine(options, waiting.report, error))
  }
}

function write(
  { store, context, heldHosts }: Writing,
  batch: readonly Waiting[],
): Promise<WrittenBatch> {
  const reports = batch.map(({ report }) => report)
  return writeBatch({ store, context: context(), heldHosts }, reports)
}

function isFaultOfReport(error: unknown): boolean {
  return error instanceof UnfitReport || isRefusedData(error)
}

async function quarantine(
  { store, log }: Options,
  report: ReceivedReport,
  error: unknown,
): Promise<IngestOutcome> {
  const { hostId, receivedMs, session, sequence } = report
  const detail = error instanceof Error ? error.message : String(error)
  log.error({ err: error, hostId, session, sequence }, 'refused frame: it cannot be stored')
  await recordRefusedFrame(store.db, { hostId, receivedMs, code: 'FRAME_NOT_STORABLE', detail })
  return { outcome: 'refused', code: 'FRAME_NOT_STORABLE' }
}

function settle({ events, now }: Options, batch: readonly Waiting[], written: WrittenBatch): void {
  const { outcomes, reported, hasNewVerdicts } = written
  for (const [index, waiting] of batch.entries()) {
    const outcome = outcomes[index]
    if (outcome === undefined) throw new Error(`no outcome for report ${index} of ${batch.length}`)
    waiting.resolve(outcome)
  }
  if (reported.length === 0) return
  const hostIds = reported.slice(0, liveHostIdsMax)
  const total = reported.length
  events.publish({ kind: 'hosts-reported', atMs: now(), hostIds, total, hasNewVerdicts })
}
