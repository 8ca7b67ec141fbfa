import { agencyRoles } from '#protocol/access.ts'
import type { WorkOwner } from '#protocol/work.ts'
import type { Scope } from '../population.ts'
import type { Db } from '../schema.ts'

/** Names that are offered; more nobody reads through. */
const ownersMax = 500

/**
 * Whom work may be given to: of the people of the console those of the scope, for the province all of them.
 * Names that were given before are offered by the screen from what it shows.
 */
export async function workOwners(db: Db, scope: Scope): Promise<WorkOwner[]> {
  const rows = await db
    .selectFrom('console_user')
    .select(['id', 'name', 'role', 'agency_id'])
    .where('disabled_ms', 'is', null)
    .orderBy('name_folded')
    .limit(ownersMax)
    .execute()
  const isOfScope = (row: (typeof rows)[number]) =>
    scope === 'all' ||
    (agencyRoles.some((role) => role === row.role) &&
      row.agency_id !== null &&
      scope.agencyIds.includes(row.agency_id))
  return rows.filter(isOfScope).map(({ id, name }) => ({ userId: id, name }))
}
