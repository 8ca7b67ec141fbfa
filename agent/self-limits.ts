import type { Log } from './log.ts'

/** One core, in a share of its time, and over how long. */
const cpuShareMax = 0.05
const cpuWindowMs = 60_000
/** Held by the process itself, the mapped file of the executable apart. */
export const residentBytesMax = 96 * 2 ** 20

/**
 * How much CPU the agent may still use: 5 % of one core over a minute. What is used beyond it has to be waited for,
 * so that the share holds over any longer time too.
 */
export class CpuAllowance {
  #debtMs = 0
  #seen: { readonly steadyMs: number; readonly cpuMs: number } | null = null

  /** Takes what the process has used since its start; answers how long rounds have to be put off from now. */
  restMs(steadyMs: number, cpuMs: number): number {
    const seen = this.#seen ?? { steadyMs, cpuMs }
    this.#seen = { steadyMs, cpuMs }
    const earnedMs = Math.max(0, steadyMs - seen.steadyMs) * cpuShareMax
    const usedMs = Math.max(0, cpuMs - seen.cpuMs)
    this.#debtMs = Math.max(0, this.#debtMs - earnedMs) + usedMs
    return Math.max(0, (this.#debtMs - cpuWindowMs * cpuShareMax) / cpuShareMax)
  }
}

/** Notices when the agent holds more memory than it may, and says so once until it is below again. */
export class MemoryLimit {
  readonly #log: Log
  #isAbove = false

  constructor(log: Log) {
    this.#log = log
  }

  /** True while it is above: then caches are dropped and heavy probes wait. Nothing is ever restarted for it. */
  isAbove(residentBytes: number): boolean {
    const isAbove = residentBytes > residentBytesMax
    if (isAbove && !this.#isAbove) {
      this.#log.warn(
        { residentBytes, residentBytesMax },
        'memory above the limit, heavy probes wait',
      )
    }
    this.#isAbove = isAbove
    return isAbove
  }
}
