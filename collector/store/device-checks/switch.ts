import { recordAudit, type Actor } from '../audit.ts'
import { requireNewestDecision } from '../expected-revision.ts'
import type { Engine } from '../engine.ts'
import type { Db } from '../schema.ts'
import type { Step } from './authorisations.ts'

/** How the switch of the province stands; it was never touched: checks are not stopped. */
export type StandingSwitch = {
  readonly isStopped: boolean
  readonly changed: Step | null
  readonly revision: number
}

/** Reads the switch of the province. */
export async function readSwitch(db: Db): Promise<StandingSwitch> {
  const row = await db
    .selectFrom('device_check_switch')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return { isStopped: false, changed: null, revision: 0 }
  const { author, reason, decided_ms: atMs } = row
  return {
    isStopped: row.is_stopped === 1,
    changed: { by: author, atMs: Number(atMs), reason },
    revision: Number(row.id),
  }
}

/** Stops all checks, or lets them go on. @throws Refusal CHANGED_MEANWHILE */
export async function setSwitch(
  { trx, engine }: { readonly trx: Db; readonly engine: Engine },
  wanted: {
    readonly isStopped: boolean
    readonly reason: string
    readonly expectedRevision: number
  },
  by: Actor & { readonly author: string },
): Promise<void> {
  const { isStopped, reason, expectedRevision: expected } = wanted
  await requireNewestDecision(trx, engine, { table: 'device_check_switch', expected })
  const before = await readSwitch(trx)
  const { actor, address, author, nowMs } = by
  await trx
    .insertInto('device_check_switch')
    .values({ is_stopped: isStopped ? 1 : 0, reason, author, decided_ms: nowMs })
    .execute()
  const action = isStopped ? 'stop-device-checks' : 'resume-device-checks'
  await recordAudit(trx, {
    actor,
    address,
    atMs: nowMs,
    action,
    subject: 'device-checks',
    before: { isStopped: before.isStopped },
    after: { isStopped, reason },
  })
}
