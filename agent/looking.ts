import type { ProbeId } from '#protocol/facts/registry.ts'
import type { Clock } from './clock.ts'
import { sparingSystem } from './door/sparing.ts'
import type { Log } from './log.ts'
import { Patience, probeBudgets } from './probe-budget.ts'
import { createProbeCache } from './probes/cache.ts'
import type { ProbeContext } from './probes/probe.ts'
import { processCost } from './process-cost.ts'
import { residentBytes } from './resident-memory.ts'
import { CpuAllowance, MemoryLimit } from './self-limits.ts'
import { takeSnapshot, type SnapshotEntry } from './snapshot.ts'
import type { System } from './system.ts'
import type { ProcessCost } from './usage.ts'

export type LookingParts = {
  readonly system: System
  readonly clock: Clock
  readonly log: Log
  /** What the probes are given at this moment, but the cache. */
  context(): Omit<ProbeContext, 'cache'>
  /** A round has ended; the process has used so much since its start. */
  cost(cost: ProcessCost): void
}

/** The looks of a running agent: within the budgets of the probes and within what the agent may cost as a whole. */
export class Looking {
  readonly #parts: LookingParts
  /** The operating system itself, for the agent's own figures. */
  readonly #system: System
  readonly #sparing: System
  readonly #patience: Patience
  readonly #allowance = new CpuAllowance()
  readonly #memory: MemoryLimit
  #cache = createProbeCache()

  constructor(parts: LookingParts) {
    const { clock, log, system } = parts
    this.#parts = parts
    this.#system = system
    this.#sparing = sparingSystem(system, clock.steadyMs)
    this.#patience = new Patience({ steadyMs: clock.steadyMs, residentBytes })
    this.#memory = new MemoryLimit(log)
  }

  /** Runs the probes that are due; above the limit of memory the heavy ones wait for their next turn. */
  async look(due: readonly ProbeId[]): Promise<readonly SnapshotEntry[]> {
    const { clock, log, context, cost } = this.#parts
    const isAbove = this.#memory.isAbove(residentBytes())
    if (isAbove) this.#cache = createProbeCache()
    const source = {
      system: this.#sparing,
      context: { ...context(), cache: this.#cache },
      patience: this.#patience,
      now: clock.now,
      onBug: (probe: string, error: unknown) => log.error({ probe, error }, 'probe failed'),
    }
    const allowed = isAbove ? due.filter((probe) => !probeBudgets[probe].isHeavy) : due
    const entries = await takeSnapshot(source, allowed)
    cost(await processCost(this.#system))
    return entries
  }

  /** How long the next round has to wait, so that the agent stays within its share of the processor. */
  async restMs(): Promise<number> {
    const { cpuMs } = await processCost(this.#system)
    return this.#allowance.restMs(this.#parts.clock.steadyMs(), cpuMs)
  }
}
