import { z } from 'zod'

/**
 * What somebody is to the console. The last two of an agency see the part of the tree that their account names and
 * nothing else of it; everybody else sees the province.
 */
export const roles = [
  'administrator',
  'officer',
  'agency-head',
  'agency-officer',
  'cert',
  'leader',
  'auditor',
] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

/** Roles that are bound to an agency and what stands under it. */
export const agencyRoles = ['agency-head', 'agency-officer'] as const satisfies readonly Role[]

/** Who may call a route: anybody, or those of these roles. The table of routes is the table of permissions. */
export type Access = 'public' | readonly Role[]

/** Whoever is signed in. */
export const everybody = roles satisfies Access
/** Who may read numbers, the register and what explains them; CERT reads findings and hosts alone. */
export const readers = [
  'administrator',
  'officer',
  'agency-head',
  'agency-officer',
  'leader',
  'auditor',
] as const satisfies Access
/** Who works for the province as a whole. */
export const province = ['administrator', 'officer'] as const satisfies Access
/** Who keeps the data of agencies: the province, and an agency's own IT officer for the agency. */
export const keepers = ['administrator', 'officer', 'agency-officer'] as const satisfies Access
/** Who prepares reports of an agency and follows them: the province, and the agency's own head and IT officer. */
export const reporters = [
  'administrator',
  'officer',
  'agency-head',
  'agency-officer',
] as const satisfies Access
/** Who answers for a report with their name. */
export const confirmers = ['administrator', 'officer', 'agency-head'] as const satisfies Access
/** Who works on hosts: asks an agent to look again, and writes notes. */
export const checkers = [
  'administrator',
  'officer',
  'agency-officer',
  'cert',
] as const satisfies Access
/** Who reads what speaks of the province as a whole and cannot be cut to a part of it. */
export const overseers = ['administrator', 'officer', 'leader', 'auditor'] as const satisfies Access
export const administrators = ['administrator'] as const satisfies Access
/** Who may read what others did. */
export const auditors = ['administrator', 'auditor'] as const satisfies Access
