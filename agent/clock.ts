import type { EpochMs } from '#protocol/values.ts'

/** Both times of this machine. Passed in from main.ts. */
export type Clock = {
  /** The wall clock; somebody may set it at any moment, by years. */
  now(): EpochMs
  /** Milliseconds since the machine started, sleep included; nobody can set it. */
  steadyMs(): number
}

/** A moment as both clocks showed it. `steadyMs` is null for a moment before the last start of the agent. */
export type Moment = { readonly atMs: EpochMs; readonly steadyMs: number | null }

/** Differences below this are drift and rounding, not a wrong clock. */
export const clockToleranceMs = 2 * 60_000

/** When a moment was by the wall clock of now: a clock that was set since then does not move what was seen before. */
export function momentByNow(moment: Moment, clock: Clock): EpochMs {
  if (moment.steadyMs === null) return moment.atMs
  const bySteady = clock.now() - Math.round(clock.steadyMs() - moment.steadyMs)
  return Math.abs(bySteady - moment.atMs) > clockToleranceMs ? bySteady : moment.atMs
}
