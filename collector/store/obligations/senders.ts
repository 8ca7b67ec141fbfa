import { organisationOf, roleOfParty } from '#domain/parties.ts'
import type { Sender } from '#domain/report-flow.ts'
import { dayOf } from '#domain/register.ts'
import type { Obligation, Occurrence } from '#protocol/obligations.ts'
import type { Day } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { organisationsAsOf, planScopeAsOf } from '../organisations/read.ts'
import { rolesKnown } from '../organisations/rows.ts'
import type { Db } from '../schema.ts'

export type SendersAsked = {
  readonly obligation: Obligation
  readonly occurrence: Pick<Occurrence, 'lastDay'>
  readonly nowMs: EpochMs
}

/**
 * Who owes a report: every agency that stands on its last day (today, while that is still to come) and is not
 * outside the plan, or whoever holds the role. A role that nobody is known to hold is owed by `role:<party>`.
 */
export async function sendersFor(
  db: Db,
  { obligation, occurrence, nowMs }: SendersAsked,
): Promise<readonly Sender[]> {
  const today = dayOf(nowMs)
  const day = occurrence.lastDay < today ? occurrence.lastDay : today
  const standing = await organisationsAsOf(db, { day })
  // Nobody is blamed for what was due before the province wrote its organisations down.
  if (standing.length === 0) return []
  if (obligation.from !== 'agency') return [await holderOf(db, obligation, day)]
  const { planId } = obligation
  const outside = planId === null ? null : await planScopeAsOf(db, { day, planId })
  const receivers = new Set(await receiversOf(db, obligation, day))
  const isReal = standing.some(({ isSample }) => !isSample)
  return standing
    .filter(({ isSample }) => !isSample || !isReal)
    .filter(({ id }) => !outside?.has(id) && !receivers.has(id))
    .map(({ id, name }) => ({ id, name }))
}

async function holderOf(db: Db, { from }: Obligation, day: Day): Promise<Sender> {
  return organisationOf(await rolesKnown(db, null), from, day)
}

/** Nobody reports to itself, and nobody to what stands below it. */
async function receiversOf(db: Db, { to }: Obligation, day: Day): Promise<string[]> {
  const roles = await rolesKnown(db, null)
  const above = [to, 'people-committee' as const]
  return above.flatMap((party) => {
    const isHeld = party !== null && party !== 'agency' && roleOfParty[party] !== null
    return isHeld ? [organisationOf(roles, party, day).id] : []
  })
}
