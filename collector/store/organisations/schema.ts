import type { Generated } from 'kysely'
import type { ChangeKind } from '#protocol/organisation-changes.ts'
import type { PlanExclusion, RoleAssignment, Succession } from '#protocol/organisations.ts'

/** When a row was written and by which change, and when and by which change it ceased to stand. Else nothing changes. */
type Recorded = {
  recorded_ms: number
  superseded_ms: number | null
  actor: string
  change_id: number
  superseded_by: number | null
}

/** What an organisation was from a day until a day. Those that stand of one organisation never share a day. */
type AgencyVersionTable = Recorded & {
  version_id: Generated<number>
  agency_id: string
  name: string
  short_name: string | null
  code: string | null
  kind: string
  /** Null: nobody has said. */
  level: string | null
  parent_id: string | null
  from_day: string
  until_day: string | null
  source: string | null
}

type AgencySuccessionTable = Recorded & {
  succession_id: Generated<number>
  from_agency_id: string
  to_agency_id: string
  kind: Succession['kind']
  on_day: string
  source: string | null
}

type PlanExclusionTable = Recorded & {
  exclusion_id: Generated<number>
  plan_id: PlanExclusion['planId']
  agency_id: string
  reason: string
  from_day: string
  until_day: string | null
}

type RoleAssignmentTable = Recorded & {
  assignment_id: Generated<number>
  role: RoleAssignment['role']
  agency_id: string | null
  organisation_name: string
  for_agency_id: string | null
  from_day: string
  until_day: string | null
  source: string | null
  functions: string | null
  representative: string | null
  address: string | null
  contact: string | null
}

/** One act of a person, from its preview to its undo. */
type OrganisationChangeTable = {
  change_id: Generated<number>
  kind: ChangeKind
  on_day: string
  /** Of the organisations it speaks of, as a JSON array. */
  agency_ids: string
  recorded_ms: number
  actor: string
  undone_ms: number | null
  undone_by: string | null
  /** The numbers of the two acts among all acts; the one of an undo of before they were counted is not known. */
  act: number
  undone_act: number | null
}

/** What a change moved from one agency to another, so that an undo moves it back. */
type OrganisationMoveTable = {
  change_id: number
  subject: 'host' | 'token'
  subject_id: string
  /** Of a host: where the interval begins that now counts for another. */
  from_ms: number
  from_agency_id: string
  to_agency_id: string
}

/** Joined into `Schema`. */
export type OrganisationSchema = {
  agency_version: AgencyVersionTable
  agency_succession: AgencySuccessionTable
  plan_exclusion: PlanExclusionTable
  role_assignment: RoleAssignmentTable
  organisation_change: OrganisationChangeTable
  organisation_move: OrganisationMoveTable
}
