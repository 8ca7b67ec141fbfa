import { join } from 'node:path'
import type { AgentFrame, CollectorFrame } from '#protocol/frames.ts'
import { vietnamTime, type DeviceCheckAuthorisation } from '#protocol/device-checks.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { HostId } from '#protocol/values.ts'
import type { Clock } from '../clock.ts'
import { dataFiles } from '../data-folder.ts'
import type { Log } from '../log.ts'
import type { AskDevice } from './ask-child.ts'
import { takeText, trustedText } from './authorisation.ts'
import { dueDevice } from './due.ts'
import { openKeptOrders, type KeptOrders } from './kept-orders.ts'
import { lockLedger, openLedger } from './ledger.ts'

/** How often is looked whether a device is due. */
const lookEveryMs = 30_000

export type DeviceChecksFrame = Extract<
  CollectorFrame,
  { type: 'device-checks' | 'device-check-settled' }
>
export type DeviceChecked = Extract<AgentFrame, { type: 'device-checked' }>

type ChecksParts = {
  readonly folder: string
  readonly hostId: HostId
  /** Raw Ed25519 public keys, base64url. None: nothing is ever checked. */
  readonly keys: readonly string[]
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
  readonly ask: AskDevice
  readonly lookEveryMs?: number
}

/**
 * Checks devices by this host's own schedule, under a signed text that a collector carried. No frame begins a check: one
 * brings the text, or ends what runs. Results stay on the disk until they are settled.
 */
export class DeviceChecks {
  readonly #parts: ChecksParts
  readonly #kept: KeptOrders
  #running: AbortController | null = null
  #checking: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | null = null
  #send: ((frame: DeviceChecked) => void) | null = null
  /** The signed file that was looked at last for what it ends. */
  #taken: string | null = null

  constructor(parts: ChecksParts) {
    this.#parts = parts
    this.#kept = openKeptOrders(join(parts.folder, dataFiles.deviceOrders))
  }

  /** Without a key there is nothing to wait for. */
  begin(): void {
    if (this.#parts.keys.length === 0) return
    const everyMs = this.#parts.lookEveryMs ?? lookEveryMs
    this.#timer = setInterval(() => this.#look(), everyMs)
  }

  /** Ends what runs; what was written of it stays. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    this.#running?.abort()
    await this.#checking
  }

  /** A connection is there: what was not settled is sent again. */
  connected(send: (frame: DeviceChecked) => void): void {
    this.#send = send
    this.#sendNext()
  }

  lost(): void {
    this.#send = null
  }

  /** @throws Refusal DATA_DIR_NOT_WRITABLE */
  receive(frame: DeviceChecksFrame): void {
    if (frame.type === 'device-check-settled') {
      this.#kept.settle(frame.number)
      return this.#sendNext()
    }
    const { isStopped, file } = frame
    // A check that runs under another text than the one that holds now is ended too.
    if (isStopped || file !== this.#kept.file()) this.#running?.abort()
    this.#kept.keepTold({ isStopped, file })
  }

  #look(): void {
    const { log } = this.#parts
    const file = this.#kept.file()
    if (this.#running || file === null) return
    this.#take(file)
    const text = this.#kept.isStopped() ? null : trustedText(file, this.#parts)
    if (text === null) return
    const nowMs = this.#parts.clock.now()
    const mac = dueDevice(text, { nowMs, lookedOn: (one) => this.#kept.lookedOn(one) })
    if (mac === null) return
    const running = new AbortController()
    this.#running = running
    this.#checking = this.#check({ file, mac, text, nowMs }, running.signal)
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        log.warn({ code: error.code }, 'device not checked')
      })
      .finally(() => (this.#running = null))
  }

  /** Taken when it is first seen, whether or not a device is due: a text without devices ends the earlier ones for good. */
  #take(file: string): void {
    if (file === this.#taken) return
    const { folder, log } = this.#parts
    const release = lockLedger(folder)
    // Somebody checks by hand: it is taken at the next look.
    if (release === null) return
    try {
      const ledger = openLedger(join(folder, dataFiles.deviceChecks))
      if (ledger !== 'damaged') takeText(file, { ...this.#parts, ledger })
      this.#taken = file
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      log.warn({ code: error.code }, 'text of device checks not kept')
    } finally {
      release()
    }
  }

  async #check({ file, mac, text, nowMs }: Due, signal: AbortSignal): Promise<void> {
    const { ask, folder, hostId, keys, log } = this.#parts
    this.#kept.keepLook(mac, vietnamTime(nowMs).day)
    const order = { file, hostId, keys: [...keys], dataDir: folder, mac }
    const report = await ask(order, signal)
    if (report === null) return log.warn({ isStopped: signal.aborted }, 'device check not ended')
    log.info({ ...report.result, attempts: report.attempts }, 'device checked')
    this.#kept.keepResult({ authorisation: text.sequence, report })
    this.#sendNext()
  }

  /** One at a time: the next goes when this one is settled. */
  #sendNext(): void {
    const next = this.#kept.nextResult()
    if (next) this.#send?.({ type: 'device-checked', ...next })
  }
}

type Due = {
  readonly file: string
  readonly mac: string
  readonly text: DeviceCheckAuthorisation
  readonly nowMs: number
}
