import { z } from 'zod'
import type { OrganisationChange } from '#protocol/organisation-changes.ts'
import { requireRevision } from '../expected-revision.ts'
import type { Db } from '../schema.ts'

const ids = z.array(z.string())

/** The number of the newest change of any organisation: who reads one now has seen all up to it. 0: none was made. */
export async function newestChange(db: Db): Promise<number> {
  const { newest } = await db
    .selectFrom('organisation_change')
    .select(({ fn }) => fn.max('change_id').as('newest'))
    .executeTakeFirstOrThrow()
  return Number(newest ?? 0)
}

/**
 * Refuses a change of organisations one of which somebody else changed since. Their table has to be locked.
 * @throws Refusal CHANGED_MEANWHILE with who changed it and when
 */
export async function requireSeen(trx: Db, change: OrganisationChange, seen: number) {
  const described = new Set(describedBy(change))
  const newer = await trx
    .selectFrom('organisation_change')
    .select(['change_id', 'agency_ids', 'actor', 'recorded_ms'])
    .where('change_id', '>', seen)
    .orderBy('change_id', 'desc')
    .execute()
  const other = newer.find(({ agency_ids }) =>
    ids.parse(JSON.parse(agency_ids)).some((id) => described.has(id)),
  )
  if (other === undefined) return
  const { change_id: revision, actor: by, recorded_ms: atMs } = other
  requireRevision({ revision: Number(revision), by, atMs: Number(atMs) }, seen)
}

/** The organisations that a change describes anew; one that adds something takes nothing from anybody. */
function describedBy(change: OrganisationChange): readonly string[] {
  switch (change.kind) {
    case 'correct':
    case 'rename':
    case 'move':
    case 'end':
      return [change.agencyId]
    case 'merge':
      return [...change.fromAgencyIds, change.toAgencyId]
    case 'split':
      return [change.fromAgencyId]
    case 'create':
    case 'exclude':
    case 'end-exclusion':
    case 'assign-role':
    case 'end-role':
      return []
  }
}
