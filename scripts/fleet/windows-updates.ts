import { dayMs, hourMs } from '#protocol/facts/spec.ts'
import type { EpochMs } from '#protocol/values.ts'
import { patchTuesdayMs } from '#domain/patch-tuesday.ts'
import type { Random } from './random.ts'

/** The cumulative update that a made-up Windows has. */
export type SampleUpdate = {
  readonly revision: number
  readonly kb: string
  readonly installedAtMs: EpochMs
}

/** How many Patch Tuesdays a machine lets pass. */
const lags: readonly (readonly [number, number])[] = [
  [40, 1],
  [25, 2],
  [20, 4],
  [15, 9],
]

/**
 * The update of a made-up machine: every month brings a higher revision, the same on all machines of a build, so
 * that the fleet shows what can be had.
 */
export function sampleUpdate({
  build,
  care,
  isOld,
  random,
  nowMs,
}: {
  build: number
  care: number
  isOld: boolean
  random: Random
  nowMs: EpochMs
}): SampleUpdate {
  const isCared = random.chance(care)
  const lag = isOld ? random.between(30, 60) : isCared ? 0 : random.weighted(lags)
  const delayMs = random.between(6, isCared ? 6 * 24 : 12 * 24) * hourMs
  const newest = newestMonth(nowMs)
  const isOut = releaseOf(newest - lag) + delayMs <= nowMs
  const month = newest - lag - (isOut ? 0 : 1)
  return {
    revision: 1_000 + (build % 97) + Math.max(0, month - firstMonth) * 57,
    kb: `KB${5_000_000 + month * 613 + (build % 89)}`,
    installedAtMs: releaseOf(month) + delayMs,
  }
}

/** Months since the year 0, of the newest Patch Tuesday that is out. */
function newestMonth(nowMs: EpochMs): number {
  const now = new Date(nowMs)
  const month = now.getUTCFullYear() * 12 + now.getUTCMonth()
  return releaseOf(month) <= nowMs ? month : month - 1
}

function releaseOf(month: number): EpochMs {
  return patchTuesdayMs(Math.floor(month / 12), month % 12)
}

/** January 2018: revisions of machines that are older than that stand still. */
const firstMonth = 2018 * 12

/** When a made-up Windows last looked for updates. */
export function sampleSearchMs(isCared: boolean, random: Random, hourStartMs: EpochMs): EpochMs {
  return hourStartMs - random.between(0, isCared ? 2 : 60) * dayMs
}
