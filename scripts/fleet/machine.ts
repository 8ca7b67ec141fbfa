import type { EpochMs } from '#protocol/values.ts'
import type { SampleHost } from './province.ts'
import type { Random } from './random.ts'
import type { SampleSystem } from './systems.ts'

/** What every made-up answer of one machine follows from. */
export type Machine = {
  readonly host: SampleHost
  readonly system: SampleSystem
  readonly random: Random
  readonly hourStartMs: EpochMs
}
