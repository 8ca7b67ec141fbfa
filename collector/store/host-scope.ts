import { hostId, type HostId } from '#protocol/values.ts'
import type { Scope } from './population.ts'
import type { Db } from './schema.ts'

/** Those of these hosts that stand in a scope now. */
export async function hostIdsWithin(
  db: Db,
  scope: Exclude<Scope, 'all'>,
  ids: readonly HostId[],
): Promise<ReadonlySet<HostId>> {
  if (ids.length === 0 || scope.agencyIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('host')
    .select('id')
    .where('id', 'in', ids)
    .where('agency_id', 'in', scope.agencyIds)
    .execute()
  return new Set(rows.map(({ id }) => hostId.parse(id)))
}
