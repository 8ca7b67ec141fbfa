import { probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import type { Clock } from './clock.ts'
import type { Observation } from './outbox.ts'
import { dueProbes, nextDueMs } from './schedule.ts'

/** The timer wakes at least so often: a clock that was set, or a machine that slept, is noticed within it. */
const wakeMsMax = 60_000
const wakeMsMin = 1000
/** Asking again and again cannot make a machine do more than one round in so long. */
const askedRoundMsMin = 10_000

export type RunnerParts = {
  readonly hostId: HostId
  readonly clock: Clock
  /** How long rounds have to be put off, because the agent has used its share of the machine. */
  restMs(): Promise<number>
  /** Runs these probes. */
  look(probes: readonly ProbeId[]): Promise<readonly Observation[]>
  /** Takes the answers of a round, whole. */
  roundEnded(looks: readonly Observation[]): void
  /** A bug in a round: the runner goes no further. */
  failed(error: unknown): void
}

/** Runs what is due, one round at a time, with one timer. */
export class Runner {
  readonly #parts: RunnerParts
  readonly #lastLooks = new Map<ProbeId, EpochMs>()
  #restUntilSteadyMs = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | null = null
  #isLooking = false
  #isStopped = false
  #isAsked = false
  #askedAtSteadyMs = Number.NEGATIVE_INFINITY

  constructor(parts: RunnerParts) {
    this.#parts = parts
  }

  start(): void {
    this.#wake()
  }

  /** Runs every probe, now or right after the round that is under way. */
  ask(): void {
    this.#isAsked = true
    this.#wake()
  }

  stop(): void {
    this.#isStopped = true
    if (this.#timer) clearTimeout(this.#timer)
  }

  #wake(): void {
    if (this.#isLooking || this.#isStopped) return
    if (this.#restLeftMs() > 0) return this.#sleep()
    const due = this.#takeDue()
    if (due.length === 0) return this.#sleep()
    this.#isLooking = true
    this.#round(due).catch((error: unknown) => {
      this.stop()
      this.#parts.failed(error)
    })
  }

  #takeDue(): readonly ProbeId[] {
    const { clock, hostId } = this.#parts
    if (!this.#isAsked || this.#askedWaitMs() > 0) {
      return dueProbes(clock.now(), this.#lastLooks, hostId)
    }
    this.#isAsked = false
    this.#askedAtSteadyMs = clock.steadyMs()
    return probeIds
  }

  async #round(due: readonly ProbeId[]): Promise<void> {
    const startedMs = this.#parts.clock.now()
    const looks = await this.#parts.look(due)
    for (const probe of due) this.#lastLooks.set(probe, startedMs)
    this.#restUntilSteadyMs = this.#parts.clock.steadyMs() + (await this.#parts.restMs())
    this.#isLooking = false
    if (this.#isStopped) return
    this.#parts.roundEnded(looks)
    this.#sleep()
  }

  #sleep(): void {
    if (this.#timer) clearTimeout(this.#timer)
    const { clock, hostId } = this.#parts
    const nowMs = clock.now()
    const dueInMs = nextDueMs(nowMs, this.#lastLooks, hostId) - nowMs
    const wantedMs = this.#isAsked ? Math.min(dueInMs, this.#askedWaitMs()) : dueInMs
    const waitMs = Math.max(wantedMs, this.#restLeftMs())
    const boundedMs = Math.min(wakeMsMax, Math.max(this.#isAsked ? 0 : wakeMsMin, waitMs))
    this.#timer = setTimeout(() => this.#wake(), boundedMs)
  }

  #restLeftMs(): number {
    return Math.max(0, this.#restUntilSteadyMs - this.#parts.clock.steadyMs())
  }

  #askedWaitMs(): number {
    const sinceMs = this.#parts.clock.steadyMs() - this.#askedAtSteadyMs
    return Math.max(0, askedRoundMsMin - sinceMs)
  }
}
