import type { Store } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { requireNewestDecision } from '../expected-revision.ts'
import { isWithin, type Scope } from '../population.ts'

type Decision = {
  readonly scope: Scope
  readonly agencyId: string
  readonly mac: string
  /** Null: it is not set aside any more. */
  readonly reason: string | null
  readonly expectedRevision: number
}

/**
 * Sets a device that was seen aside, with a reason, or takes that back.
 * @throws Refusal NEIGHBOUR_NOT_FOUND also for one of an agency outside the scope, CHANGED_MEANWHILE
 */
export async function ignoreNeighbour(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  { scope, agencyId, mac, reason, expectedRevision: expected }: Decision,
  by: Actor & { readonly author: string },
): Promise<{ revision: number }> {
  return db.transaction().execute(async (trx) => {
    const seen = await trx
      .selectFrom('neighbour')
      .select('mac')
      .where('agency_id', '=', agencyId)
      .where('mac', '=', mac)
      .executeTakeFirst()
    if (!seen || !isWithin(scope, agencyId)) throw new Refusal('NEIGHBOUR_NOT_FOUND', { mac })
    const neighbour = `${agencyId} ${mac}`
    const about = { column: 'neighbour', value: neighbour } as const
    await requireNewestDecision(trx, engine, { table: 'neighbour_decision', about, expected })
    const before = await trx
      .selectFrom('neighbour_decision')
      .select('reason')
      .where('id', '=', expected)
      .executeTakeFirst()
    const { actor, address, nowMs, author } = by
    const { id } = await trx
      .insertInto('neighbour_decision')
      .values({ neighbour, agency_id: agencyId, mac, reason, author, decided_ms: nowMs })
      .returning('id')
      .executeTakeFirstOrThrow()
    await recordAudit(trx, {
      actor,
      address,
      atMs: nowMs,
      action: reason === null ? 'restore-neighbour' : 'ignore-neighbour',
      subject: mac,
      before: { reason: before?.reason ?? null },
      after: { agencyId, reason },
    })
    return { revision: Number(id) }
  })
}
