import { sql } from 'kysely'
import type { Life } from '#domain/organisation-life.ts'
import type { ChangeKind } from '#protocol/organisation-changes.ts'
import type { PlanExclusion, RoleAssignment, Succession } from '#protocol/organisations.ts'
import type { ChangeEffect, OrganisationFields } from '#protocol/organisation-views.ts'
import type { Day } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { chunksOf } from '../batches.ts'
import type { Engine } from '../engine.ts'
import type { Db } from '../schema.ts'
import { newestAct } from './seen-changes.ts'
import { fieldsOf, versionOf, type RecordedExclusion, type RecordedRole } from './rows.ts'

/** One change on its way into the tables. */
export type Writing = {
  readonly trx: Db
  readonly engine: Engine
  readonly changeId: number
  readonly nowMs: EpochMs
  readonly today: Day
  readonly actor: string
  readonly newId: () => string
  /** What it has moved so far. */
  readonly tally: Tally
}
export type Tally = {
  -readonly [Name in 'moves' | 'tokens' | 'parts' | 'roles']: ChangeEffect[Name]
}

/** Organisations are changed rarely and their rules look at one another: one writer at a time. */
export async function lockOrganisations(trx: Db, engine: Engine): Promise<void> {
  if (engine === 'sqlite') return
  await sql`lock table organisation_change in share row exclusive mode`.execute(trx)
}

/** Writes down that somebody makes a change; what it writes carries its number. */
export async function openChange(
  trx: Db,
  change: { kind: ChangeKind; onDay: Day; nowMs: EpochMs; actor: string },
): Promise<number> {
  const { change_id: changeId } = await trx
    .insertInto('organisation_change')
    .values({
      kind: change.kind,
      on_day: change.onDay,
      agency_ids: '[]',
      recorded_ms: change.nowMs,
      actor: change.actor,
      undone_ms: null,
      undone_by: null,
      act: (await newestAct(trx)) + 1,
      undone_act: null,
    })
    .returning('change_id')
    .executeTakeFirstOrThrow()
  return Number(changeId)
}

/** Makes the standing versions of one organisation these: rows that differ are superseded and written anew. */
export async function writeLife(writing: Writing, agencyId: string, life: Life): Promise<void> {
  const rows = await writing.trx
    .selectFrom('agency_version')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .where('superseded_ms', 'is', null)
    .execute()
  const standing = rows.map((row) => ({ id: row.version_id, said: saidOf(versionOf(row)) }))
  const wanted = life.map((version) => ({ version, said: saidOf(version) }))
  const gone = standing.filter(({ said }) => wanted.every((one) => one.said !== said))
  const added = wanted.filter(({ said }) => standing.every((one) => one.said !== said))
  if (gone.length > 0) {
    await writing.trx
      .updateTable('agency_version')
      .set(superseding(writing))
      .where(
        'version_id',
        'in',
        gone.map(({ id }) => id),
      )
      .execute()
  }
  await insertVersions(
    writing,
    added.map(({ version }) => ({ agencyId, version })),
  )
}

const saidOf = (version: OrganisationFields) => JSON.stringify(fieldsOf(version))

/** One statement holds so many rows; both databases limit the parameters of a statement. */
const chunkRows = 500

/** Appends versions as they are. */
export async function insertVersions(
  writing: Writing,
  versions: readonly { readonly agencyId: string; readonly version: OrganisationFields }[],
): Promise<void> {
  for (const chunk of chunksOf(versions, chunkRows)) {
    const values = chunk.map(({ agencyId, version }) => ({
      agency_id: agencyId,
      name: version.name,
      short_name: version.shortName,
      code: version.code,
      kind: version.kind,
      level: version.level,
      parent_id: version.parentId,
      from_day: version.fromDay,
      until_day: version.untilDay,
      source: version.source,
      ...recording(writing),
    }))
    await writing.trx.insertInto('agency_version').values(values).execute()
  }
}

export async function writeSuccession(writing: Writing, succession: Succession): Promise<void> {
  await writing.trx
    .insertInto('agency_succession')
    .values({
      from_agency_id: succession.fromAgencyId,
      to_agency_id: succession.toAgencyId,
      kind: succession.kind,
      on_day: succession.onDay,
      source: succession.source,
      ...recording(writing),
    })
    .execute()
}

/** Appends an exclusion, in the place of others. */
export async function writeExclusion(
  writing: Writing,
  exclusion: PlanExclusion,
  insteadOf: readonly RecordedExclusion[],
): Promise<void> {
  for (const { exclusionId } of insteadOf) {
    await writing.trx
      .updateTable('plan_exclusion')
      .set(superseding(writing))
      .where('exclusion_id', '=', exclusionId)
      .execute()
  }
  await writing.trx
    .insertInto('plan_exclusion')
    .values({
      plan_id: exclusion.planId,
      agency_id: exclusion.agencyId,
      reason: exclusion.reason,
      from_day: exclusion.fromDay,
      until_day: exclusion.untilDay,
      ...recording(writing),
    })
    .execute()
}

/** Appends assignments, in the place of others. */
export async function writeRoles(
  writing: Writing,
  assignments: readonly RoleAssignment[],
  insteadOf: readonly RecordedRole[],
): Promise<void> {
  for (const { assignmentId } of insteadOf) {
    await writing.trx
      .updateTable('role_assignment')
      .set(superseding(writing))
      .where('assignment_id', '=', assignmentId)
      .execute()
  }
  for (const assignment of assignments) {
    await writing.trx
      .insertInto('role_assignment')
      .values({
        role: assignment.role,
        agency_id: assignment.agencyId,
        organisation_name: assignment.organisationName,
        for_agency_id: assignment.forAgencyId,
        from_day: assignment.fromDay,
        until_day: assignment.untilDay,
        source: assignment.source,
        functions: assignment.functions,
        representative: assignment.representative,
        address: assignment.address,
        contact: assignment.contact,
        ...recording(writing),
      })
      .execute()
  }
}

const recording = ({ nowMs, actor, changeId }: Writing) => ({
  recorded_ms: nowMs,
  superseded_ms: null,
  actor,
  change_id: changeId,
  superseded_by: null,
})

export const superseding = ({ nowMs, changeId }: Writing) => ({
  superseded_ms: nowMs,
  superseded_by: changeId,
})
