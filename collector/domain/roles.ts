import { z } from 'zod'
import rolesJson from '#collector/plans/roles.json' with { type: 'json' }
import type { RoleAssignment } from '#protocol/organisations.ts'
import { roleSuggestion, type RoleSuggestion } from '#protocol/organisation-views.ts'
import type { Day } from '#protocol/register.ts'
import { dayAfter, dayBefore, doOverlap, holdsOn } from './organisation-days.ts'

type Wanted = {
  readonly role: RoleAssignment['role']
  readonly day: Day
  /** Whose contact point; null: of the province. */
  readonly forAgencyId?: string | null
}

/** Who held a role on a day; null: nobody has recorded it. */
export function roleHolderOn<A extends RoleAssignment>(
  assignments: readonly A[],
  { role, day, forAgencyId = null }: Wanted,
): A | null {
  const holds = (one: A) =>
    one.role === role && one.forAgencyId === forAgencyId && holdsOn(one, day)
  return assignments.find(holds) ?? null
}

/**
 * The assignments of one role once another is made: one holder on each day, the newest word wins. Without a last day
 * the new one holds until the next that begins later.
 */
export function withAssignment(
  assignments: readonly RoleAssignment[],
  added: RoleAssignment,
): { readonly added: RoleAssignment; readonly others: readonly RoleAssignment[] } {
  const isRival = (one: RoleAssignment) =>
    one.role === added.role && one.forAgencyId === added.forAgencyId
  const later = assignments
    .filter((one) => isRival(one) && one.fromDay > added.fromDay)
    .map(({ fromDay }) => fromDay)
    .toSorted()[0]
  const clipped =
    added.untilDay === null && later !== undefined
      ? { ...added, untilDay: dayBefore(later) }
      : added
  const others = assignments.flatMap((one) =>
    isRival(one) && doOverlap(one, clipped) ? around(one, clipped) : [one],
  )
  return { added: clipped, others }
}

/** What is left of an assignment before and after another. */
function around(one: RoleAssignment, { fromDay, untilDay }: RoleAssignment): RoleAssignment[] {
  const before = one.fromDay < fromDay ? [{ ...one, untilDay: dayBefore(fromDay) }] : []
  const hasAfter = untilDay !== null && (one.untilDay === null || one.untilDay > untilDay)
  return hasAfter ? [...before, { ...one, fromDay: dayAfter(untilDay) }] : before
}

const suggestionsFile = z.strictObject({
  rows: z.array(z.strictObject({ provinceId: z.string(), ...roleSuggestion.shape })),
})
const suggestions = suggestionsFile.parse(rolesJson).rows

/** Roles that the documents of a province speak of and that nobody has recorded: to be confirmed, never assumed. */
export function suggestedRoles(
  provinceId: string,
  assignments: readonly RoleAssignment[],
): readonly RoleSuggestion[] {
  return suggestions
    .filter((row) => row.provinceId === provinceId)
    .filter(
      (row) =>
        !assignments.some(
          (one) => one.role === row.role && one.forAgencyId === null && doOverlap(one, row),
        ),
    )
    .map(({ provinceId: _provinceId, ...row }) => row)
}
