import { z } from 'zod'
import {
  organisationVersion,
  planExclusion,
  roleAssignment,
  successionKinds,
} from './organisations.ts'
import { day } from './register.ts'
import { hostId } from './values.ts'

/*
 * Every change of organisations, of what lies outside a plan, and of roles. One door takes them all: it can say what
 * a change would move before it is made, writes one line of the audit, and can undo the last one.
 */

const id = z.string().min(1).max(40)
const { shape } = organisationVersion
const source = shape.source
const described = z.strictObject({
  name: shape.name,
  shortName: shape.shortName,
  code: shape.code,
  kind: shape.kind,
  level: shape.level.nullable(),
  source,
})

/** An organisation that is new to the register. */
const create = z.strictObject({
  kind: z.literal('create'),
  version: z.strictObject({
    ...described.shape,
    parentId: shape.parentId,
    fromDay: day,
    untilDay: day.nullable(),
  }),
})

/** What was written of a version is wrong: it is written again. Moves no host. */
const correct = z.strictObject({
  kind: z.literal('correct'),
  agencyId: id,
  versionId: z.int(),
  version: z.strictObject({ ...described.shape, parentId: shape.parentId, fromDay: day }),
})

/** From a day on it is called, coded or classed otherwise. */
const rename = z.strictObject({
  kind: z.literal('rename'),
  agencyId: id,
  onDay: day,
  to: described,
})

/** From a day on it stands under another. */
const move = z.strictObject({
  kind: z.literal('move'),
  agencyId: id,
  parentId: shape.parentId,
  onDay: day,
  source,
})

/** From a day on these are no more, and their hosts count for the successor. */
const merge = z.strictObject({
  kind: z.literal('merge'),
  fromAgencyIds: z.array(id).min(1).max(200),
  toAgencyId: id,
  as: z.enum(successionKinds).exclude(['split']),
  onDay: day,
  source,
})

/** From a day on named hosts count for others. `restToAgencyId`: it ends, and the rest goes there. */
const split = z.strictObject({
  kind: z.literal('split'),
  fromAgencyId: id,
  parts: z
    .array(z.strictObject({ toAgencyId: id, hostIds: z.array(hostId).max(2_000) }))
    .min(1)
    .max(50),
  restToAgencyId: id.nullable(),
  onDay: day,
  source,
})

/** It ended without a successor. */
const end = z.strictObject({ kind: z.literal('end'), agencyId: id, lastDay: day, source })

const exclude = z.strictObject({ kind: z.literal('exclude'), exclusion: planExclusion })
const endExclusion = z.strictObject({
  kind: z.literal('end-exclusion'),
  exclusionId: z.int(),
  lastDay: day,
})

const assignRole = z.strictObject({ kind: z.literal('assign-role'), assignment: roleAssignment })
const endRole = z.strictObject({
  kind: z.literal('end-role'),
  assignmentId: z.int(),
  lastDay: day,
})

export const organisationChange = z.discriminatedUnion('kind', [
  create,
  correct,
  rename,
  move,
  merge,
  split,
  end,
  exclude,
  endExclusion,
  assignRole,
  endRole,
])
export type OrganisationChange = z.infer<typeof organisationChange>
export type OrganisationChangeOf<Kind extends OrganisationChange['kind']> = Extract<
  OrganisationChange,
  { kind: Kind }
>

/** `create-many` is an import; `undo` cannot itself be undone. */
const changeKinds = [
  ...organisationChange.options.map((option) => option.shape.kind.value),
  'create-many',
] as const
export const changeKind = z.enum(changeKinds)
export type ChangeKind = z.infer<typeof changeKind>
