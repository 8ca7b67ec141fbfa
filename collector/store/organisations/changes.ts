import type { Store } from '#collector/deps.ts'
import { dayOf } from '#domain/register.ts'
import type { ChangeKind, OrganisationChange } from '#protocol/organisation-changes.ts'
import type { ChangeEffect } from '#protocol/organisation-views.ts'
import type { Day } from '#protocol/register.ts'
import { recordAudit, type Actor } from '../audit.ts'
import type { Engine } from '../engine.ts'
import type { Db } from '../schema.ts'
import { assignRole, endExclusion, endRole, exclude } from './assign.ts'
import { settle } from './current.ts'
import { correct, create, end, move, rename } from './describe-changes.ts'
import { requireSeen } from './seen-changes.ts'
import { merge, split } from './succeed.ts'
import { lockOrganisations, openChange, type Writing } from './writing.ts'
import { writtenBy } from './written.ts'

/** Who changes organisations, and when. */
export type ChangeActor = Actor & {
  readonly newId: () => string
  /** The newest change that they had seen; null or left out: they looked at nothing. */
  readonly seen?: number | null
}

/** Makes one change in a transaction of its own, and says what it did. */
export async function changeOrganisations(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  change: OrganisationChange,
  by: ChangeActor,
): Promise<ChangeEffect> {
  return db.transaction().execute((trx) => applyChange(trx, engine, { change, by }))
}

/** What a change would do: it is made, looked at, and taken back before anybody sees it. */
export async function previewChange(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  change: OrganisationChange,
  by: ChangeActor,
): Promise<ChangeEffect> {
  const trx = await db.startTransaction().execute()
  try {
    return { ...(await applyChange(trx, engine, { change, by })), changeId: null }
  } finally {
    await trx.rollback().execute()
  }
}

async function applyChange(
  trx: Db,
  engine: Engine,
  { change, by }: { change: OrganisationChange; by: ChangeActor },
): Promise<ChangeEffect> {
  const about = { kind: change.kind, onDay: dayOfChange(change) }
  await lockOrganisations(trx, engine)
  if (typeof by.seen === 'number') await requireSeen(trx, change, by.seen)
  return writeChange(trx, engine, { ...about, by, write: (writing) => write(writing, change) })
}

/** What one change is about, and how it is written. `write` returns the ids of the organisations it names. */
export type ChangeToWrite = {
  readonly kind: ChangeKind
  readonly onDay: Day
  readonly by: ChangeActor
  readonly write: (writing: Writing) => Promise<readonly string[]>
}

/** The one door: every change is checked, numbered and written down here. The caller's transaction is the unit. */
export async function writeChange(
  trx: Db,
  engine: Engine,
  { kind, onDay, by, write: writeRows }: ChangeToWrite,
): Promise<ChangeEffect> {
  await lockOrganisations(trx, engine)
  const { actor, nowMs, newId } = by
  const changeId = await openChange(trx, { kind, onDay, nowMs, actor })
  const tally = { moves: [], tokens: 0, parts: [], roles: 0 }
  const today = dayOf(nowMs)
  const writing = { trx, engine, changeId, nowMs, today, actor, newId, tally }
  const named = await writeRows(writing)
  const touched = await settle(writing)
  const agencyIds = [...new Set([...named, ...touched])]
  await trx
    .updateTable('organisation_change')
    .set({ agency_ids: JSON.stringify(agencyIds) })
    .where('change_id', '=', changeId)
    .execute()
  const { before, after } = await writtenBy(trx, changeId)
  await recordAudit(trx, {
    actor,
    address: by.address,
    atMs: nowMs,
    action: `${kind}-organisation`,
    subject: named[0] ?? agencyIds[0] ?? '',
    before,
    after: { changeId, ...after, ...tally },
  })
  return { changeId, agencyIds, ...tally }
}

async function write(writing: Writing, change: OrganisationChange): Promise<readonly string[]> {
  switch (change.kind) {
    case 'create':
      return [await create(writing, change)]
    case 'correct':
      await correct(writing, change)
      return [change.agencyId]
    case 'rename':
      await rename(writing, change)
      return [change.agencyId]
    case 'move':
      await move(writing, change)
      return [change.agencyId]
    case 'merge':
      await merge(writing, change)
      return [...change.fromAgencyIds, change.toAgencyId]
    case 'split':
      await split(writing, change)
      return [change.fromAgencyId]
    case 'end':
      await end(writing, change)
      return [change.agencyId]
    case 'exclude':
      await exclude(writing, change)
      return [change.exclusion.agencyId]
    case 'end-exclusion':
      return [await endExclusion(writing, change)]
    case 'assign-role':
      await assignRole(writing, change)
      return namedBy(change.assignment)
    case 'end-role':
      await endRole(writing, change)
      return []
  }
}

const namedBy = (one: { agencyId: string | null; forAgencyId: string | null }) =>
  [one.agencyId, one.forAgencyId].filter((id) => id !== null)

function dayOfChange(change: OrganisationChange): Day {
  switch (change.kind) {
    case 'create':
    case 'correct':
      return change.version.fromDay
    case 'rename':
    case 'move':
    case 'merge':
    case 'split':
      return change.onDay
    case 'end':
    case 'end-exclusion':
    case 'end-role':
      return change.lastDay
    case 'exclude':
      return change.exclusion.fromDay
    case 'assign-role':
      return change.assignment.fromDay
  }
}
