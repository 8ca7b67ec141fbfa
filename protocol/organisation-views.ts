import { z } from 'zod'
import { changeKind } from './organisation-changes.ts'
import {
  organisationVersion,
  planExclusion,
  recorded,
  roleAssignment,
  succession,
} from './organisations.ts'
import { day } from './register.ts'
import { expectedRevision } from './revision.ts'
import { epochMs } from './values.ts'

/** What an organisation was from a day until a day; `level` null: nobody has said. */
export const organisationFields = z.strictObject({
  ...organisationVersion.shape,
  level: organisationVersion.shape.level.nullable(),
})
export type OrganisationFields = z.infer<typeof organisationFields>

const named = z.object({ id: z.string(), name: z.string() })

/** One row of the tree, parents before what stands under them. */
export const organisationRow = z.object({
  id: z.string(),
  ...organisationFields.shape,
  isSample: z.boolean(),
  /** Its first and its last day, over all of its versions. */
  standsFrom: day,
  standsUntil: day.nullable(),
  /** It stands on the day that is shown; otherwise this is its last version before it. */
  isStanding: z.boolean(),
  depth: z.int().min(0),
  hasParts: z.boolean(),
  /** False: it is here because something under it was found. */
  isMatch: z.boolean(),
  hosts: z.int().min(0),
  /** With everything under it. */
  hostsBelow: z.int().min(0),
  successors: z.array(z.object({ ...named.shape, kind: succession.shape.kind, onDay: day })),
  exclusions: z.array(
    z.object({
      planId: z.string(),
      reason: z.string(),
      /** By the exclusion of what it stands under. */
      isInherited: z.boolean(),
    }),
  ),
})
export type OrganisationRow = z.infer<typeof organisationRow>

export const versionView = z.object({
  versionId: z.int(),
  ...organisationFields.shape,
  ...recorded,
  /** Null: this version stands. */
  supersededMs: epochMs.nullable(),
})
export type VersionView = z.infer<typeof versionView>

export const exclusionView = z.object({
  exclusionId: z.int(),
  ...planExclusion.shape,
  ...recorded,
  agencyName: z.string(),
})
export type ExclusionView = z.infer<typeof exclusionView>

export const roleView = z.object({
  assignmentId: z.int(),
  ...roleAssignment.shape,
  ...recorded,
  forAgencyName: z.string().nullable(),
})
export type RoleView = z.infer<typeof roleView>

/** One organisation with its history. */
export const organisationView = z.object({
  id: z.string(),
  /** Sent with a change of it. */
  revision: expectedRevision,
  name: z.string(),
  isSample: z.boolean(),
  standsFrom: day,
  standsUntil: day.nullable(),
  hosts: z.int().min(0),
  ancestors: z.array(named),
  parts: z.array(named),
  /** The newest day first; superseded ones among them. */
  versions: z.array(versionView),
  successors: z.array(z.object({ ...named.shape, kind: succession.shape.kind, onDay: day })),
  predecessors: z.array(z.object({ ...named.shape, kind: succession.shape.kind, onDay: day })),
  exclusions: z.array(exclusionView),
  /** Roles that it holds. */
  roles: z.array(roleView),
  contactPoints: z.array(roleView),
})
export type OrganisationView = z.infer<typeof organisationView>

/** What a change does, or would do. */
export const changeEffect = z.object({
  /** Null: nothing was changed, only tried. */
  changeId: z.int().nullable(),
  agencyIds: z.array(z.string()),
  moves: z.array(z.object({ from: named, to: named, hosts: z.int().min(0) })),
  /** Enrolment tokens that from then on enrol for another. */
  tokens: z.int().min(0),
  parts: z.array(named),
  /** Open roles of organisations that end by it: somebody has to assign them anew. */
  roles: z.int().min(0),
})
export type ChangeEffect = z.infer<typeof changeEffect>

export const changeView = z.object({
  changeId: z.int(),
  kind: changeKind,
  agencies: z.array(named),
  onDay: day,
  ...recorded,
  undoneMs: epochMs.nullable(),
})
export type ChangeView = z.infer<typeof changeView>

/** A role that documents speak of and nobody has recorded yet. */
export const roleSuggestion = z.object({
  role: roleAssignment.shape.role,
  organisationName: z.string(),
  fromDay: day,
  untilDay: day.nullable(),
  source: z.string(),
  /** What the documents leave open. */
  note: z.object({ vi: z.string(), en: z.string() }).nullable(),
})
export type RoleSuggestion = z.infer<typeof roleSuggestion>
