import { dayOf } from '#domain/register.ts'
import { agencyRoles } from '#protocol/access.ts'
import type { EpochMs } from '#protocol/values.ts'
import { agencyIdsUnder } from '#store/organisations/read.ts'
import { requireAgency, type Scope } from '#store/population.ts'
import type { Db } from '#store/schema.ts'
import type { User } from '#store/users.ts'

/** Whose hosts somebody may see: all, or those under their organisation as the tree stands today. */
export async function scopeOf(reader: Db, user: User, nowMs: EpochMs): Promise<Scope> {
  if (!agencyRoles.some((role) => role === user.role)) return 'all'
  if (user.agency === null) return { agencyIds: [] }
  const look = { agencyId: user.agency.id, day: dayOf(nowMs) }
  return { agencyIds: await agencyIdsUnder(reader, look) }
}

/**
 * The agency whose figures are shown: the one that is named, otherwise the top of what somebody sees; null: the
 * province. But for trends, frozen figures are of one agency or of the province, never of a part of the tree.
 * @throws Refusal AGENCY_NOT_FOUND
 */
export async function agencyShown(
  reader: Db,
  { scope, user }: { readonly scope: Scope; readonly user: User },
  named: string | undefined,
): Promise<string | null> {
  const own = scope === 'all' ? undefined : (user.agency?.id ?? '')
  const shown = named ?? own
  await requireAgency(reader, scope, shown)
  return shown ?? null
}
