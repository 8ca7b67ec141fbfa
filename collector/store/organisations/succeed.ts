import { checkDay, dayBefore } from '#domain/organisation-days.ts'
import { endedOn, requireVersion } from '#domain/organisation-life.ts'
import type { OrganisationChangeOf } from '#protocol/organisation-changes.ts'
import { Refusal } from '#protocol/refusals.ts'
import { moveParts, requireLife, requireSuccessor } from './lives.ts'
import { moveHosts, type HandOver } from './move-hosts.ts'
import { rolesKnown } from './rows.ts'
import { writeLife, writeSuccession, type Writing } from './writing.ts'

/**
 * Organisations are merged into one on a day: until the day before their hosts count for themselves, from then on
 * for the successor. What stands under them and the tokens that enrol for them go along.
 */
export async function merge(
  writing: Writing,
  change: OrganisationChangeOf<'merge'>,
): Promise<void> {
  const { toAgencyId, onDay, source, as: kind } = change
  const fromAgencyIds = [...new Set(change.fromAgencyIds)]
  const successor = await requireSuccessor(writing, toAgencyId, onDay)
  for (const fromAgencyId of fromAgencyIds) {
    if (fromAgencyId === toAgencyId) {
      throw new Refusal('ORGANISATION_SAME', { name: successor.at(-1)?.name ?? '' })
    }
    const both = { fromAgencyId, toAgencyId, onDay }
    await endInto(writing, both)
    await writeSuccession(writing, { ...both, kind, source })
    await handOverAll(writing, both)
  }
}

/**
 * Named hosts count for others from a day on. With `restToAgencyId` the organisation itself ends and all that is
 * left goes there.
 */
export async function split(
  writing: Writing,
  { fromAgencyId, parts, restToAgencyId, onDay, source }: OrganisationChangeOf<'split'>,
): Promise<void> {
  checkDay(onDay, writing.today)
  const life = await requireLife(writing, fromAgencyId)
  const { name } = requireVersion(life, onDay)
  const rest = restToAgencyId === null ? [] : [restToAgencyId]
  const targets = new Set([...parts.map(({ toAgencyId }) => toAgencyId), ...rest])
  if (targets.has(fromAgencyId)) throw new Refusal('ORGANISATION_SAME', { name })
  for (const toAgencyId of targets) {
    await requireSuccessor(writing, toAgencyId, onDay)
    await writeSuccession(writing, { fromAgencyId, toAgencyId, kind: 'split', onDay, source })
  }
  for (const { toAgencyId, hostIds } of parts) {
    const handOver = { fromAgencyId, toAgencyId, onDay, hostIds: [...new Set(hostIds)] }
    const moved = await tellMove(writing, handOver)
    if (moved < handOver.hostIds.length) {
      throw new Refusal('ORGANISATION_HOST_ELSEWHERE', {
        name,
        hosts: handOver.hostIds.length - moved,
      })
    }
  }
  if (restToAgencyId === null) return
  const both = { fromAgencyId, toAgencyId: restToAgencyId, onDay }
  await endInto(writing, both)
  await handOverAll(writing, both)
}

type Pair = Omit<HandOver, 'hostIds'>

/** It ends on the day before; what stood under it stands under the successor. */
async function endInto(writing: Writing, pair: Pair): Promise<void> {
  const life = await requireLife(writing, pair.fromAgencyId)
  await moveParts(writing, pair)
  await writeLife(writing, pair.fromAgencyId, endedOn(life, dayBefore(pair.onDay)))
  const roles = await rolesKnown(writing.trx, null)
  writing.tally.roles += roles.filter(
    ({ agencyId, untilDay }) =>
      agencyId === pair.fromAgencyId && (untilDay === null || untilDay >= pair.onDay),
  ).length
}

/** Tokens before hosts: an enrolment that is under way locks its token, and is then seen among the hosts. */
async function handOverAll(writing: Writing, pair: Pair): Promise<void> {
  await moveTokens(writing, pair)
  await tellMove(writing, { ...pair, hostIds: null })
}

async function tellMove(writing: Writing, handOver: HandOver): Promise<number> {
  const hosts = await moveHosts(writing, handOver)
  writing.tally.moves.push({
    from: { id: handOver.fromAgencyId, name: await nameOf(writing, handOver.fromAgencyId) },
    to: { id: handOver.toAgencyId, name: await nameOf(writing, handOver.toAgencyId) },
    hosts,
  })
  return hosts
}

const nameOf = async (writing: Writing, agencyId: string) =>
  (await requireLife(writing, agencyId)).at(-1)?.name ?? ''

async function moveTokens(
  { trx, changeId, nowMs, tally }: Writing,
  { fromAgencyId, toAgencyId }: Pair,
): Promise<void> {
  const moved = await trx
    .updateTable('enrolment_token')
    .set({ agency_id: toAgencyId })
    .where('agency_id', '=', fromAgencyId)
    .where('revoked_ms', 'is', null)
    .where('expires_ms', '>', nowMs)
    .returning('id')
    .execute()
  tally.tokens += moved.length
  for (const { id } of moved) {
    await trx
      .insertInto('organisation_move')
      .values({
        change_id: changeId,
        subject: 'token',
        subject_id: id,
        from_ms: nowMs,
        from_agency_id: fromAgencyId,
        to_agency_id: toAgencyId,
      })
      .execute()
  }
}
