import { dayOf } from '#domain/register.ts'
import type { DeviceCheckReport } from '#protocol/device-checks.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { recordAudit } from '../audit.ts'
import { readDevices } from '../devices/read-devices.ts'
import type { Db } from '../schema.ts'
import { readAuthorisations } from './authorisations.ts'

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
