import type { ProbeId } from '#protocol/facts/registry.ts'
import { dayMs, minuteMs } from '#protocol/facts/spec.ts'
import { unknown, type Unknown } from '#protocol/values.ts'
import { aroundSystem } from './door/around.ts'
import type { System } from './system.ts'

export type ProbeBudget = {
  /** How long one look may take. */
  readonly wallMs: number
  /** By how much this process may grow during it. */
  readonly memoryBytes: number
  /** Put off while the agent as a whole is above its limit of memory. */
  readonly isHeavy: boolean
}

const mebibyte = 2 ** 20
/** Reads what the system has in memory. Ample: the agent runs at the lowest priority. */
const light: ProbeBudget = { wallMs: 30_000, memoryBytes: 48 * mebibyte, isHeavy: false }
/** Starts children with limits of their own, or reads large lists. */
const heavy: ProbeBudget = { wallMs: 120_000, memoryBytes: 80 * mebibyte, isHeavy: true }

/** What one look of each probe may cost; a look that costs more is given up. */
export const probeBudgets: { readonly [Id in ProbeId]: ProbeBudget } = {
  os: { ...heavy, isHeavy: false },
  hardware: heavy,
  patches: heavy,
  antivirus: { ...heavy, isHeavy: false },
  malware: heavy,
  firewall: { ...heavy, isHeavy: false },
  ports: light,
  // One child of up to 25 s where a password has changed.
  accounts: { ...light, wallMs: 45_000 },
  'remote-access': light,
  'service-defaults': light,
  agent: light,
  neighbours: light,
}

const firstPauseMs = 30 * minuteMs
const pauseMsMax = dayMs
const memorySampleMs = 250

type Pause = { readonly untilMs: number; readonly lengthMs: number }

type PatienceParts = {
  /** A clock that nobody can set. */
  steadyMs(): number
  /** What this process holds now, see resident-memory.ts. */
  residentBytes(): number
  readonly budgets?: typeof probeBudgets
}

/**
 * Gives every probe its budget. One that is past it is left out: its answer is not waited for, the door is closed to
 * it, and it is asked again after a pause that doubles each time, up to a day.
 */
export class Patience {
  readonly #parts: PatienceParts
  readonly #budgets: typeof probeBudgets
  readonly #pauses = new Map<ProbeId, Pause>()
  /** Given up and not ended yet: a second one is not started beside it. */
  readonly #lingering = new Set<ProbeId>()

  constructor(parts: PatienceParts) {
    this.#parts = parts
    this.#budgets = parts.budgets ?? probeBudgets
  }

  /** Asks a probe, unless it is in its pause; unknown where it was, or became, too slow. */
  async ask<T>(
    probe: ProbeId,
    system: System,
    look: (system: System) => Promise<T>,
  ): Promise<T | Unknown> {
    const { wallMs, memoryBytes } = this.#budgets[probe]
    const pause = this.#pauses.get(probe)
    const overTime = unknown('probe-too-slow', `the budget is ${wallMs} ms, ${memoryBytes} bytes`)
    if (pause && this.#parts.steadyMs() < pause.untilMs) return overTime
    if (this.#lingering.has(probe)) return this.#pauseAgain(probe, overTime)
    const leash = leashed(system)
    const isPast = this.#meter(probe)
    const looking = look(leash.system)
    const isOver = await endsPast(looking, isPast, wallMs)
    if (!isOver) {
      this.#pauses.delete(probe)
      return looking
    }
    leash.cut()
    this.#lingering.add(probe)
    const ended = () => void this.#lingering.delete(probe)
    looking.then(ended, ended)
    return this.#pauseAgain(probe, overTime)
  }

  /** How long a probe is left out from now on; 0: it is not. */
  pauseMs(probe: ProbeId): number {
    const pause = this.#pauses.get(probe)
    return pause ? Math.max(0, pause.untilMs - this.#parts.steadyMs()) : 0
  }

  #pauseAgain(probe: ProbeId, why: Unknown): Unknown {
    const before = this.#pauses.get(probe)
    const lengthMs = Math.min(pauseMsMax, before ? before.lengthMs * 2 : firstPauseMs)
    this.#pauses.set(probe, { lengthMs, untilMs: this.#parts.steadyMs() + lengthMs })
    return why
  }

  /** Says from now on whether a look that begins now is past its budget. */
  #meter(probe: ProbeId): () => boolean {
    const { steadyMs, residentBytes } = this.#parts
    const { wallMs, memoryBytes } = this.#budgets[probe]
    const start = { ms: steadyMs(), bytes: residentBytes() }
    return () => steadyMs() - start.ms > wallMs || residentBytes() - start.bytes > memoryBytes
  }
}

/** Whether a look went past its budget before it ended. A parse that holds the thread is seen when it lets go. */
async function endsPast(
  looking: Promise<unknown>,
  isPast: () => boolean,
  wallMs: number,
): Promise<boolean> {
  const over = Promise.withResolvers<boolean>()
  const sampling = setInterval(() => isPast() && over.resolve(true), memorySampleMs)
  const deadline = setTimeout(() => over.resolve(true), wallMs)
  try {
    return await Promise.race([looking.then(isPast, isPast), over.promise])
  } finally {
    clearInterval(sampling)
    clearTimeout(deadline)
  }
}

/** A door that can be closed: from then on it answers nothing, so that whoever still asks comes to an end. */
function leashed(system: System): { system: System; cut(): void } {
  let isCut = false
  const closed = { ok: false, because: 'timed-out', detail: 'the probe was left out' } as const
  return {
    system: aroundSystem(system, async (ask) => {
      if (isCut) return closed
      const answer = await ask()
      return isCut ? closed : answer
    }),
    cut: () => {
      isCut = true
    },
  }
}
