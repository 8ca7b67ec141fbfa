import { z } from 'zod'
import { day } from './register.ts'
import { epochMs } from './values.ts'

const name = (lengthMax: number) => z.string().trim().min(1).max(lengthMax).normalize('NFC')

/**
 * What an organisation was called, and under whom it stood, from a day until a day. Kind and level are free words:
 * districts ended in 2025, and the next reform will name its own.
 */
export const organisationVersion = z.strictObject({
  name: name(200),
  shortName: name(60).nullable(),
  /** Electronic identification code, where one was given. */
  code: name(40).nullable(),
  /** e.g. `sở`, `xã`, `công an`. */
  kind: name(60),
  /** e.g. `tỉnh`, `huyện`, `xã`, `trung ương`. */
  level: name(40),
  parentId: z.string().max(40).nullable(),
  fromDay: day,
  /** The last day; null: it still stands. */
  untilDay: day.nullable(),
  source: name(300).nullable(),
})

export const successionKinds = ['merged', 'renamed', 'split'] as const

/** What became of an organisation. History stays with it; from that day its hosts count for the successor. */
export const succession = z.strictObject({
  fromAgencyId: z.string().max(40),
  toAgencyId: z.string().max(40),
  kind: z.enum(successionKinds),
  onDay: day,
  source: name(300).nullable(),
})
export type Succession = z.infer<typeof succession>

export const roles = [
  'people-committee',
  'specialised-unit',
  'ministry-of-record',
  'cert',
  'contact-point',
  'finance',
  'police',
] as const

/** Who holds a role, and since when. An organisation outside this register is named. */
export const roleAssignment = z.strictObject({
  role: z.enum(roles),
  agencyId: z.string().max(40).nullable(),
  organisationName: name(200),
  /** The agency for which it is the contact point; null: for the province. */
  forAgencyId: z.string().max(40).nullable(),
  fromDay: day,
  untilDay: day.nullable(),
  source: name(300).nullable(),
  /** By which words it has its tasks and powers, who speaks for it and how it is reached: forms of the year ask for it. */
  functions: name(500).nullable().default(null),
  representative: name(200).nullable().default(null),
  address: name(300).nullable().default(null),
  contact: name(200).nullable().default(null),
})
export type RoleAssignment = z.infer<typeof roleAssignment>

/** A body outside a plan's scope, by name and reason, e.g. police and military: "thuộc lĩnh vực quản lý". */
export const planExclusion = z.strictObject({
  planId: z.string().max(60),
  agencyId: z.string().max(40),
  reason: name(300),
  fromDay: day,
  untilDay: day.nullable(),
})
export type PlanExclusion = z.infer<typeof planExclusion>

/** What every recorded thing says of its own making. */
export const recorded = { recordedMs: epochMs, actor: z.string() }
