import type { SplitAgency } from '#domain/unassigned.ts'
import { heirOn } from '#domain/succession.ts'
import { versionOn } from '#domain/organisation-life.ts'
import type { Day } from '#protocol/register.ts'
import { livesKnown, successionsAsOf } from '../organisations/read.ts'
import type { Db } from '../schema.ts'

/** The agencies that were split by a day, with the parts that stand in their place on it. */
export async function splitAgencies(db: Db, day: Day): Promise<SplitAgency[]> {
  const successions = await successionsAsOf(db, { day })
  const lives = await livesKnown(db, null)
  const splits = Map.groupBy(
    successions.filter(({ kind }) => kind === 'split'),
    ({ fromAgencyId }) => fromAgencyId,
  )
  return [...splits].map(([agencyId, own]) => {
    const parts = own.flatMap(
      ({ toAgencyId }) => heirOn({ lives, successions }, toAgencyId, day) ?? [],
    )
    return {
      agencyId,
      onDay: own.at(-1)?.onDay ?? day,
      isEnded: versionOn(lives.get(agencyId) ?? [], day) === null,
      partIds: [...new Set(parts)].filter((id) => id !== agencyId),
    }
  })
}
