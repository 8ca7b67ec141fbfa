import { dayOf } from '#domain/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { agencyIdsUnder } from '#store/organisations/read.ts'
import type { Scope } from '#store/population.ts'
import type { Db } from '#store/schema.ts'

/** What of a scope lies under an organisation on the day that is looked at; without one, all of it. */
export async function scopeUnder(
  reader: Db,
  scope: Scope,
  { under, shownMs }: { readonly under: string | undefined; readonly shownMs: EpochMs },
): Promise<Scope> {
  if (under === undefined) return scope
  const agencyIds = await agencyIdsUnder(reader, { agencyId: under, day: dayOf(shownMs) })
  if (scope === 'all') return { agencyIds }
  return { agencyIds: agencyIds.filter((id) => scope.agencyIds.includes(id)) }
}
