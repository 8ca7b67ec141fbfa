import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { PlanExclusion, RoleAssignment, Succession } from '#protocol/organisations.ts'
import type { OrganisationFields } from '#protocol/organisation-views.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Db, Schema } from '../schema.ts'

/** By when something was known. Null: as is known now. */
export type KnownAt = EpochMs | null

type Recording = {
  readonly recordedMs: EpochMs
  readonly supersededMs: EpochMs | null
  readonly actor: string
}
export type Version = OrganisationFields &
  Recording & { readonly versionId: number; readonly agencyId: string }
export type RecordedSuccession = Succession & Recording & { readonly successionId: number }
export type RecordedExclusion = PlanExclusion & Recording & { readonly exclusionId: number }
export type RecordedRole = RoleAssignment & Recording & { readonly assignmentId: number }

/** Versions that stand, the earliest day of each organisation first. */
export async function versionsKnown(db: Db, knownAtMs: KnownAt): Promise<Version[]> {
  const rows = await db
    .selectFrom('agency_version')
    .selectAll()
    .where(stood(knownAtMs))
    .orderBy('from_day')
    .orderBy('version_id')
    .execute()
  return rows.map(versionOf)
}

/** What became of organisations, the earliest day first. */
export async function successionsKnown(db: Db, knownAtMs: KnownAt): Promise<RecordedSuccession[]> {
  const rows = await db
    .selectFrom('agency_succession')
    .selectAll()
    .where(stood(knownAtMs))
    .orderBy('on_day')
    .orderBy('succession_id')
    .execute()
  return rows.map((row) => ({
    ...recordingOf(row),
    successionId: row.succession_id,
    fromAgencyId: row.from_agency_id,
    toAgencyId: row.to_agency_id,
    kind: row.kind,
    onDay: row.on_day,
    source: row.source,
  }))
}

/** What was put outside plans, whatever the day. */
export async function exclusionsKnown(db: Db, knownAtMs: KnownAt): Promise<RecordedExclusion[]> {
  const rows = await db
    .selectFrom('plan_exclusion')
    .selectAll()
    .where(stood(knownAtMs))
    .orderBy('from_day')
    .orderBy('exclusion_id')
    .execute()
  return rows.map((row) => ({
    ...recordingOf(row),
    exclusionId: row.exclusion_id,
    planId: row.plan_id,
    agencyId: row.agency_id,
    reason: row.reason,
    fromDay: row.from_day,
    untilDay: row.until_day,
  }))
}

/** Who was given which role, whatever the day. */
export async function rolesKnown(db: Db, knownAtMs: KnownAt): Promise<RecordedRole[]> {
  const rows = await db
    .selectFrom('role_assignment')
    .selectAll()
    .where(stood(knownAtMs))
    .orderBy('from_day')
    .orderBy('assignment_id')
    .execute()
  return rows.map((row) => ({
    ...recordingOf(row),
    assignmentId: row.assignment_id,
    role: row.role,
    agencyId: row.agency_id,
    organisationName: row.organisation_name,
    forAgencyId: row.for_agency_id,
    fromDay: row.from_day,
    untilDay: row.until_day,
    source: row.source,
    functions: row.functions,
    representative: row.representative,
    address: row.address,
    contact: row.contact,
  }))
}

export function versionOf(row: Selectable<Schema['agency_version']>): Version {
  return {
    ...recordingOf(row),
    versionId: row.version_id,
    agencyId: row.agency_id,
    name: row.name,
    shortName: row.short_name,
    code: row.code,
    kind: row.kind,
    level: row.level,
    parentId: row.parent_id,
    fromDay: row.from_day,
    untilDay: row.until_day,
    source: row.source,
  }
}

/** What of a version is said, without when and by whom. */
export function fieldsOf(version: OrganisationFields): OrganisationFields {
  const { name, shortName, code, kind, level, parentId, fromDay, untilDay, source } = version
  return { name, shortName, code, kind, level, parentId, fromDay, untilDay, source }
}

type RecordingColumns = Pick<
  Selectable<Schema['agency_version']>,
  'recorded_ms' | 'superseded_ms' | 'actor'
>
const recordingOf = (row: RecordingColumns): Recording => ({
  recordedMs: row.recorded_ms,
  supersededMs: row.superseded_ms,
  actor: row.actor,
})

/** Rows that stand, or that stood at a moment of knowledge. */
function stood(knownAtMs: KnownAt): RawBuilder<boolean> {
  if (knownAtMs === null) return sql<boolean>`superseded_ms is null`
  return sql<boolean>`recorded_ms <= ${knownAtMs}
    and (superseded_ms is null or superseded_ms > ${knownAtMs})`
}
