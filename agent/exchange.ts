import { limits } from '#protocol/limits.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import type { Outbox } from './outbox.ts'
import { packReports, readingsPerReportMax } from './reports.ts'
import type { RefusedFrame, SentReport, Session } from './session.ts'

/** An acknowledgement that takes longer is taken as lost, and the connection with it. */
const acknowledgementMaxMs = 60_000
/** How long to hold back after a refusal that has nothing to do with what was sent. */
const pauseMs = 5000

/** Refusals of the form of a report: the same bytes would be refused again. */
const refusalsOfForm: ReadonlySet<RefusalCode> = new Set([
  'FRAME_MALFORMED',
  'FRAME_TOO_LARGE',
  'FRAME_NOT_STORABLE',
  'READING_INVALID',
  'READING_TOO_LARGE',
  'CLOCK_WRONG',
])

type ExchangeParts = {
  readonly session: Session
  readonly outbox: Outbox
  readonly random: () => number
  /** No acknowledgement came in time. */
  overdue(): void
}

/** Brings the collector from what it holds to what the outbox holds, over one session, within the limits of the wire. */
export class Exchange {
  readonly #parts: ExchangeParts
  #isConfirmationDue = true
  /** After a refusal that named no probe, each reading travels alone, so that its fault cannot stop others. */
  #readingsMax = readingsPerReportMax
  #pause: NodeJS.Timeout | null = null
  #overdue: NodeJS.Timeout | null = null

  constructor(parts: ExchangeParts) {
    this.#parts = parts
  }

  /** A round of looks has ended: what answered the same may be confirmed, once. */
  roundEnded(): void {
    this.#isConfirmationDue = true
    this.pump()
  }

  /** Sends what the collector lacks and what is not under way yet. */
  pump(): void {
    if (this.#pause) return
    const { session, outbox } = this.#parts
    const travelling = new Set(session.inFlight().flatMap(({ readings }) => readings.map(probeOf)))
    const readings = outbox.differing().filter(({ probe }) => !travelling.has(probe))
    const confirmed = this.#isConfirmationDue ? outbox.confirmable() : {}
    for (const report of packReports(readings, confirmed, this.#readingsMax)) {
      if (session.inFlight().length >= limits.reportsInFlightMax) return
      session.report(report)
      this.#awaitAcknowledgement()
    }
    this.#isConfirmationDue = false
  }

  acknowledged(report: SentReport): void {
    this.#parts.outbox.acknowledge(report.readings, report.confirmed)
    this.#awaitAcknowledgement()
    this.pump()
  }

  refused({ code, probe }: RefusedFrame, report: SentReport | null): void {
    if (!report) return
    this.#awaitAcknowledgement()
    if (!refusalsOfForm.has(code)) return this.slowDown(pauseMs)
    const [only] = report.readings
    const guilty =
      report.readings.length === 1 ? only : report.readings.find((one) => one.probe === probe)
    if (guilty) this.#parts.outbox.refuse(guilty)
    else this.#readingsMax = 1
    this.pump()
  }

  /** Sends no report for so long, and a little longer: not everybody at once. */
  slowDown(retryAfterMs: number): void {
    if (this.#pause) clearTimeout(this.#pause)
    const waitMs = Math.ceil(retryAfterMs * (1 + this.#parts.random() / 4))
    this.#pause = setTimeout(() => {
      this.#pause = null
      this.#awaitAcknowledgement()
      this.pump()
    }, waitMs)
  }

  stop(): void {
    if (this.#pause) clearTimeout(this.#pause)
    if (this.#overdue) clearTimeout(this.#overdue)
  }

  #awaitAcknowledgement(): void {
    if (this.#overdue) clearTimeout(this.#overdue)
    const isAwaited = this.#parts.session.inFlight().length > 0
    this.#overdue = isAwaited ? setTimeout(() => this.#isOverdue(), acknowledgementMaxMs) : null
  }

  /** A collector that asked for time gets it: the wait begins again when the pause ends. */
  #isOverdue(): void {
    if (!this.#pause) this.#parts.overdue()
  }
}

const probeOf = (reading: { probe: string }) => reading.probe
