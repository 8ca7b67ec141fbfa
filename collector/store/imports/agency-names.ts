import { latestVersion } from '#domain/organisation-life.ts'
import type { Day } from '#protocol/register.ts'
import { livesKnown } from '../organisations/read.ts'
import type { Db } from '../schema.ts'

/** An agency under every name and code by which a file may call it; the first is its name. */
export type NamedAgency = { readonly id: string; readonly names: readonly string[] }

/**
 * The agencies that something may be declared for on a day, with their names of that day and of now. What had ended
 * before is left out; what the console learned of later is not, because it stood all the same.
 */
export async function agencyNames(db: Db, day: Day): Promise<NamedAgency[]> {
  const agencies = await db
    .selectFrom('agency')
    .select(['id', 'name'])
    .orderBy('name_folded')
    .execute()
  const lives = await livesKnown(db, null)
  return agencies.flatMap(({ id, name }) => {
    const life = lives.get(id) ?? []
    const then = latestVersion(life, day) ?? life[0]
    if (then && then.untilDay !== null && then.untilDay < day) return []
    const names = then ? [then.name, then.shortName, then.code] : []
    return [{ id, names: [name, ...names.filter((one) => one !== null)] }]
  })
}
