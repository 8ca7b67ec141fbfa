import type { Party } from '#protocol/obligations.ts'
import type { RoleAssignment } from '#protocol/organisations.ts'
import type { Day } from '#protocol/register.ts'
import type { Sender } from './report-flow.ts'
import { roleHolderOn } from './roles.ts'

/**
 * Which role stands for a party of a text. The owner of a province's systems is its people's committee, and the
 * specialised unit operates them, until somebody assigns otherwise.
 * Source: TT 12/2022/TT-BTTTT, NĐ 331/2026/NĐ-CP on "chủ quản" and "đơn vị vận hành".
 */
export const roleOfParty: Readonly<Record<Party, RoleAssignment['role'] | null>> = {
  agency: null,
  operator: 'specialised-unit',
  'system-owner': 'people-committee',
  'specialised-unit': 'specialised-unit',
  'people-committee': 'people-committee',
  'ministry-of-record': 'ministry-of-record',
}

/** Who stands for a party on a day; while nobody is known to, its id is `role:<party>` and it has no name. */
export function organisationOf(roles: readonly RoleAssignment[], party: Party, day: Day): Sender {
  const role = roleOfParty[party]
  const holder = role === null ? null : roleHolderOn(roles, { role, day })
  if (holder === null) return { id: `role:${party}`, name: '' }
  return { id: holder.agencyId ?? `role:${party}`, name: holder.organisationName }
}
