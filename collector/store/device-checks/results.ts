import { sql, type Selectable } from 'kysely'
import { dayOf } from '#domain/register.ts'
import { deviceCheckResult, type DeviceCheckReport } from '#protocol/device-checks.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { recordAudit } from '../audit.ts'
import { readDevices } from '../devices/read-devices.ts'
import { agencyIdsOf, type Scope } from '../population.ts'
import type { Db, Schema } from '../schema.ts'
import { readAuthorisations } from './authorisations.ts'
import { checkedAs } from './sights.ts'

/** A result as an agent sends it. */
export type ArrivedResult = {
  readonly hostId: HostId
  /** The sequence of the text under which it was done. */
  readonly authorisation: number
  readonly report: DeviceCheckReport
  readonly receivedMs: EpochMs
}

/** A clock may be a little ahead. */
const aheadMsMax = 10 * 60_000

/**
 * Keeps a result; the same one again changes nothing. False: the host may not check this device, or says when it cannot
 * have been, and the result is no result.
 */
export async function storeResult(trx: Db, arrived: ArrivedResult): Promise<boolean> {
  const { hostId, authorisation, report, receivedMs } = arrived
  const { mac, checkedMs, rules, attempts, result } = report
  const today = dayOf(receivedMs)
  const all = await readAuthorisations(trx, { scope: 'all', today, hostId })
  const under = all.find(({ content }) => content.sequence === authorisation)
  const at = under?.content.devices.findIndex((device) => device.mac === mac) ?? -1
  const entryId = under?.entryIds[at]
  const signedMs = under?.uploaded?.atMs
  const isInTime =
    under !== undefined &&
    signedMs !== undefined &&
    checkedMs >= signedMs - aheadMsMax &&
    dayOf(checkedMs) <= under.content.untilDay &&
    checkedMs <= receivedMs + aheadMsMax
  if (!under || entryId === undefined || !isInTime) return false
  const [stored] = await readDevices(trx, { scope: 'all', entryId, today })
  const body = stored?.versions.at(-1)?.body
  const { kind, vendor, model } = body ?? { kind: 'other', vendor: null, model: null }
  const inserted = await trx
    .insertInto('device_check_result')
    .values({
      host_id: hostId,
      mac,
      checked_ms: checkedMs,
      authorisation_id: under.id,
      agency_id: under.agencyId,
      entry_id: entryId,
      checked_as: JSON.stringify({ kind, vendor, model, mac }),
      received_ms: receivedMs,
      rules,
      attempts,
      verdict: result.verdict,
      result: JSON.stringify(result),
    })
    .onConflict((conflict) => conflict.columns(['host_id', 'mac', 'checked_ms']).doNothing())
    .executeTakeFirst()
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) return true
  const actor = `host ${hostId}`
  const said = { actor, address: null, atMs: receivedMs, action: 'check-device', subject: entryId }
  await recordAudit(trx, { ...said, after: { ...result, attempts, checkedMs } })
  return true
}

/**
 * Deletes results received before that say nothing of a default, such as that nobody answered, but the newest of each
 * device. What says something of one is the history of a finding, and stays.
 */
export async function deleteEmptyResults(db: Db, beforeMs: EpochMs): Promise<number> {
  const newest = sql<number>`(select max(n.received_ms) from device_check_result n
    where n.entry_id = device_check_result.entry_id)`
  const { numDeletedRows } = await db
    .deleteFrom('device_check_result')
    .where('verdict', 'in', ['unidentified', 'unreachable', 'not-checked'])
    .where('received_ms', '<', beforeMs)
    .where('received_ms', '<', newest)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** One stored result; `checkedAs` is what was declared of the device when it came. */
export type StoredResult = ReturnType<typeof resultOf>

type Look = {
  readonly scope: Scope
  readonly agencyId?: string | undefined
  readonly entryId?: string | undefined
  readonly authorisationId?: string | undefined
  /** What had come until a moment; left out: all. */
  readonly knownMs?: EpochMs | undefined
}

/** Results of a scope, the newest first. */
export async function readResults(db: Db, look: Look): Promise<StoredResult[]> {
  const { scope, agencyId, entryId, authorisationId, knownMs } = look
  const agencyIds = agencyIdsOf(scope)
  let query = db
    .selectFrom('device_check_result')
    .selectAll()
    .orderBy('checked_ms', 'desc')
    .orderBy('host_id')
    .orderBy('mac')
  if (agencyIds) query = query.where('agency_id', 'in', agencyIds)
  if (agencyId !== undefined) query = query.where('agency_id', '=', agencyId)
  if (entryId !== undefined) query = query.where('entry_id', '=', entryId)
  if (authorisationId !== undefined) query = query.where('authorisation_id', '=', authorisationId)
  if (knownMs !== undefined) query = query.where('received_ms', '<=', knownMs)
  return (await query.execute()).map(resultOf)
}

function resultOf(row: Selectable<Schema['device_check_result']>) {
  const { host_id: hostId, mac } = row
  const checkedMs = Number(row.checked_ms)
  return {
    id: `${hostId} ${mac} ${checkedMs}`,
    hostId,
    mac,
    checkedMs,
    receivedMs: Number(row.received_ms),
    authorisationId: row.authorisation_id,
    agencyId: row.agency_id,
    entryId: row.entry_id,
    checkedAs: checkedAs.parse(JSON.parse(row.checked_as)),
    rules: row.rules,
    attempts: Number(row.attempts),
    result: deviceCheckResult.parse(JSON.parse(row.result)),
  }
}
