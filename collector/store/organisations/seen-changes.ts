import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { OrganisationChange } from '#protocol/organisation-changes.ts'
import { requireRevision } from '../expected-revision.ts'
import type { Db, Schema } from '../schema.ts'

const ids = z.array(z.string())

/**
 * The number of the newest act on any organisation, a change or its undo: who reads one now has seen all up to it. 0: there
 * was none.
 */
export async function newestAct(db: Db): Promise<number> {
  const { act, undone } = await db
    .selectFrom('organisation_change')
    .select(({ fn }) => [fn.max('act').as('act'), fn.max('undone_act').as('undone')])
    .executeTakeFirstOrThrow()
  return Math.max(Number(act ?? 0), Number(undone ?? 0))
}

/**
 * Refuses a change of organisations one of which somebody else changed since. Their table has to be locked.
 * @throws Refusal CHANGED_MEANWHILE with who changed it and when
 */
export async function requireSeen(trx: Db, change: OrganisationChange, seen: number) {
  const described = new Set(describedBy(change))
  const newer = await trx
    .selectFrom('organisation_change')
    .selectAll()
    .where(({ eb, or }) => or([eb('act', '>', seen), eb('undone_act', '>', seen)]))
    .execute()
  const [newest] = newer
    .filter(({ agency_ids }) => ids.parse(JSON.parse(agency_ids)).some((id) => described.has(id)))
    .map(newestActOf)
    .toSorted((left, right) => right.revision - left.revision)
  if (newest) requireRevision(newest, seen)
}

function newestActOf(row: Selectable<Schema['organisation_change']>) {
  const { act, actor, recorded_ms, undone_act, undone_by, undone_ms } = row
  if (undone_act === null) return { revision: Number(act), by: actor, atMs: Number(recorded_ms) }
  return { revision: Number(undone_act), by: undone_by ?? '', atMs: Number(undone_ms) }
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
