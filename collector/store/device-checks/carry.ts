import { dayOf } from '#domain/register.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { recordAudit } from '../audit.ts'
import type { Db } from '../schema.ts'
import { readAuthorisations } from './authorisations.ts'
import { readSwitch } from './switch.ts'

/** What is handed out now: the newest signed text of each host, if it was not taken back and its days are not over. */
export type HandedOut = {
  readonly isStopped: boolean
  readonly files: ReadonlyMap<HostId, { readonly id: string; readonly file: string }>
}

/** Reads what is handed out at a moment. */
export async function readHandedOut(db: Db, nowMs: EpochMs): Promise<HandedOut> {
  const { isStopped } = await readSwitch(db)
  const all = await readAuthorisations(db, { scope: 'all', today: dayOf(nowMs) })
  const newest = new Map<HostId, (typeof all)[number]>()
  for (const one of all) if (one.uploaded && !newest.has(one.hostId)) newest.set(one.hostId, one)
  const files = [...newest].flatMap(([hostId, { id, state, file }]) => {
    const isGood = state === 'signed' || state === 'carried'
    return isGood && file !== null ? [[hostId, { id, file }] as const] : []
  })
  return { isStopped, files: new Map(files) }
}

/** Writes down that a text was handed to its host, the first time alone. */
export async function markCarried(
  db: Db,
  { id, hostId, nowMs }: { id: string; hostId: HostId; nowMs: EpochMs },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable('device_check_authorisation')
      .set(({ eb }) => ({ carried_ms: nowMs, revision: eb('revision', '+', 1) }))
      .where('id', '=', id)
      .where('carried_ms', 'is', null)
      .executeTakeFirst()
    if (Number(changed.numUpdatedRows) === 0) return
    const actor = `host ${hostId}`
    const said = { actor, address: null, atMs: nowMs, action: 'carry-device-check', subject: id }
    await recordAudit(trx, { ...said, before: { state: 'signed' }, after: { state: 'carried' } })
  })
}
