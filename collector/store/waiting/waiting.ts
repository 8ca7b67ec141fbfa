import type { WaitingDecision, WaitingMachineView } from '#protocol/install.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { agencyIdsOf, type Scope } from '../population.ts'
import type { Db } from '../schema.ts'

const listedMax = 500

type Asked = {
  readonly scope: Scope
  readonly agencyId: string | undefined
  readonly nowMs: EpochMs
}

/** Machines that wait for a decision and whose token still holds; those that came first stand first. */
function waitingIn(db: Db, { scope, agencyId, nowMs }: Asked) {
  const agencyIds = agencyIdsOf(scope)
  return db
    .selectFrom('waiting_machine as w')
    .innerJoin('enrolment_token as t', 't.id', 'w.token_id')
    .where('w.decision', 'is', null)
    .where('t.revoked_ms', 'is', null)
    .where('t.expires_ms', '>', nowMs)
    .$if(agencyIds !== undefined, (query) => query.where('t.agency_id', 'in', agencyIds ?? []))
    .$if(agencyId !== undefined, (query) => query.where('t.agency_id', '=', agencyId ?? ''))
}

/** A page of the list and how long it is as a whole. */
export async function listWaiting(
  db: Db,
  asked: Asked,
): Promise<{ total: number; machines: WaitingMachineView[] }> {
  const { total } = await waitingIn(db, asked)
    .select((of) => of.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await waitingIn(db, asked)
    .innerJoin('agency as a', 'a.id', 't.agency_id')
    .select(['w.host_id as hostId', 'w.hostname', 'w.address', 'w.token_id as tokenId'])
    .select(['w.first_ms as firstMs', 'w.last_ms as lastMs'])
    .select(['a.id as agencyId', 'a.name as agencyName'])
    .orderBy('w.first_ms')
    .orderBy('w.host_id')
    .limit(listedMax)
    .execute()
  const machines = rows.map(({ agencyId: id, agencyName: name, ...machine }) => ({
    ...machine,
    agency: { id, name },
  }))
  return { total: Number(total), machines }
}

/** Decides about those of the named machines that still wait in the scope; returns how many that were. */
export async function decideWaiting(
  db: Db,
  wanted: {
    readonly scope: Scope
    readonly hostIds: readonly string[]
    readonly decision: WaitingDecision
  },
  by: Actor,
): Promise<number> {
  const { scope, hostIds, decision } = wanted
  const { actor, address, nowMs } = by
  return db.transaction().execute(async (trx) => {
    const found = await waitingIn(trx, { scope, agencyId: undefined, nowMs })
      .select(['w.host_id as hostId', 'w.hostname', 't.agency_id as agencyId'])
      .where('w.host_id', 'in', hostIds.length === 0 ? [''] : hostIds)
      .orderBy('w.host_id')
      .execute()
    for (const { hostId, hostname, agencyId } of found) {
      await trx
        .updateTable('waiting_machine')
        .set({ decision, decided_ms: nowMs, decided_by: actor })
        .where('host_id', '=', hostId)
        .execute()
      const action = decision === 'approved' ? 'approve-enrolment' : 'decline-enrolment'
      const said = { actor, address, atMs: nowMs, action, subject: hostId }
      await recordAudit(trx, { ...said, after: { hostname, agencyId } })
    }
    return found.length
  })
}
