import { join } from 'node:path'
import { z } from 'zod'
import type { Facts } from '#protocol/facts/registry.ts'
import type { EpochMs } from '#protocol/values.ts'
import { dataFiles, readStored, writeWhole } from './data-folder.ts'

type LastDay = Facts<'agent'>['lastDay']

const figures = z.object({
  day: z.string(),
  cpuMs: z.number().min(0),
  memoryBytesMax: z.number().min(0),
  sentBytes: z.number().min(0),
  snapshots: z.number().min(0),
})
const storedUsage = z.object({ today: figures, lastDay: figures.nullable() })
type StoredUsage = z.infer<typeof storedUsage>

/** What the process has used since its start, its ended children included where that is known. */
export type ProcessCost = { readonly cpuMs: number; readonly memoryBytes: number }

/** Adds up what the agent costs the machine, by day (UTC), over restarts. */
export class Usage {
  readonly #path: string
  #stored: StoredUsage
  #cpuMsSeen = 0

  constructor(folder: string, nowMs: EpochMs) {
    this.#path = join(folder, dataFiles.usage)
    const stored = readStored(this.#path, storedUsage)
    const isThere = stored !== null && stored !== 'damaged'
    this.#stored = isThere ? stored : { today: nothingOn(dayOf(nowMs)), lastDay: null }
  }

  /** The last day before today on which it ran, every figure rounded up to a power of two; null on the first. */
  lastDay(nowMs: EpochMs): LastDay {
    this.#turnTo(dayOf(nowMs))
    const { lastDay } = this.#stored
    if (!lastDay) return null
    return {
      day: lastDay.day,
      cpuMs: bucket(lastDay.cpuMs),
      memoryBytesMax: bucket(lastDay.memoryBytesMax),
      sentBytes: bucket(lastDay.sentBytes),
      snapshots: bucket(lastDay.snapshots),
    }
  }

  /** Counts a round of looks and what the process has used until now. */
  addRound(nowMs: EpochMs, cost: ProcessCost): void {
    this.#turnTo(dayOf(nowMs))
    const { today } = this.#stored
    today.cpuMs += Math.max(0, cost.cpuMs - this.#cpuMsSeen)
    this.#cpuMsSeen = cost.cpuMs
    today.memoryBytesMax = Math.max(today.memoryBytesMax, cost.memoryBytes)
    today.snapshots += 1
    this.keep()
  }

  addSent(nowMs: EpochMs, bytes: number): void {
    this.#turnTo(dayOf(nowMs))
    this.#stored.today.sentBytes += bytes
  }

  keep(): void {
    writeWhole(this.#path, JSON.stringify(this.#stored))
  }

  /** A clock that was set back ends the day too: two days of one date are two days. */
  #turnTo(day: string): void {
    if (this.#stored.today.day === day) return
    this.#stored = { today: nothingOn(day), lastDay: this.#stored.today }
  }
}

/** The next power of two, so that a figure does not change for nothing; 0 stays 0. */
export function bucket(value: number): number {
  if (value <= 0) return 0
  let power = 1
  while (power < value && power < Number.MAX_SAFE_INTEGER / 2) power *= 2
  return power
}

function dayOf(nowMs: EpochMs): string {
  return new Date(nowMs).toISOString().slice(0, 10)
}

function nothingOn(day: string): z.infer<typeof figures> {
  return { day, cpuMs: 0, memoryBytesMax: 0, sentBytes: 0, snapshots: 0 }
}
