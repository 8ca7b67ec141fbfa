import { heirOn } from '#domain/succession.ts'
import type { Day } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { livesKnown, successionsAsOf } from '../organisations/read.ts'
import type { Db } from '../schema.ts'

/** Which agencies count for another on a day, because they ended and went into it. */
export async function countsForOn(
  db: Db,
  look: { readonly asOfDay: Day; readonly knownAtMs: EpochMs | null },
): Promise<ReadonlyMap<string, string>> {
  const { asOfDay: day, knownAtMs } = look
  const known = knownAtMs === null ? {} : { knownAtMs }
  const successions = await successionsAsOf(db, { day, ...known })
  const lives = await livesKnown(db, knownAtMs)
  const ended = new Set(successions.map(({ fromAgencyId }) => fromAgencyId))
  return new Map(
    [...ended].flatMap((id) => {
      const heir = heirOn({ lives, successions }, id, day)
      return heir === null || heir === id ? [] : [[id, heir] as const]
    }),
  )
}
