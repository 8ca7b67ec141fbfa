import { checkSpan, doOverlap } from '#domain/organisation-days.ts'
import { withAssignment } from '#domain/roles.ts'
import type { OrganisationChangeOf } from '#protocol/organisation-changes.ts'
import { Refusal } from '#protocol/refusals.ts'
import { requireLife } from './lives.ts'
import { exclusionsKnown, rolesKnown } from './rows.ts'
import { writeExclusion, writeRoles, type Writing } from './writing.ts'

/** A body outside a plan, by name and reason; instead of what was said of it for the same days. */
export async function exclude(
  writing: Writing,
  { exclusion }: OrganisationChangeOf<'exclude'>,
): Promise<void> {
  checkSpan(exclusion)
  await requireLife(writing, exclusion.agencyId)
  const known = await exclusionsKnown(writing.trx, null)
  const rivals = known.filter(
    (one) =>
      one.planId === exclusion.planId &&
      one.agencyId === exclusion.agencyId &&
      doOverlap(one, exclusion),
  )
  await writeExclusion(writing, exclusion, rivals)
}

/** @throws Refusal EXCLUSION_NOT_FOUND */
export async function endExclusion(
  writing: Writing,
  { exclusionId, lastDay }: OrganisationChangeOf<'end-exclusion'>,
): Promise<string> {
  const known = await exclusionsKnown(writing.trx, null)
  const found = known.find((one) => one.exclusionId === exclusionId)
  if (!found) throw new Refusal('EXCLUSION_NOT_FOUND')
  const ended = { ...found, untilDay: lastDay }
  checkSpan(ended)
  await writeExclusion(writing, ended, [found])
  return found.agencyId
}

/** One holder of a role on each day. */
export async function assignRole(
  writing: Writing,
  { assignment }: OrganisationChangeOf<'assign-role'>,
): Promise<void> {
  checkSpan(assignment)
  for (const id of [assignment.agencyId, assignment.forAgencyId]) {
    if (id !== null) await requireLife(writing, id)
  }
  const known = await rolesKnown(writing.trx, null)
  const { added, others } = withAssignment(known, assignment)
  const gone = known.filter((one) => !others.includes(one))
  const kept = new Set<unknown>(known)
  const cut = others.filter((one) => !kept.has(one))
  await writeRoles(writing, [...cut, added], gone)
}

/** @throws Refusal ROLE_NOT_FOUND */
export async function endRole(
  writing: Writing,
  { assignmentId, lastDay }: OrganisationChangeOf<'end-role'>,
): Promise<void> {
  const known = await rolesKnown(writing.trx, null)
  const found = known.find((one) => one.assignmentId === assignmentId)
  if (!found) throw new Refusal('ROLE_NOT_FOUND')
  const ended = { ...found, untilDay: lastDay }
  checkSpan(ended)
  await writeRoles(writing, [ended], [found])
}
