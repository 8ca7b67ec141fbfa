import { z } from 'zod'
import type { DeviceSight } from '#domain/device-checks.ts'
import { entryBodies } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Db } from '../schema.ts'

const { kind, vendor, model, mac } = entryBodies.device.shape
/** What was declared of a device when a result of it came. */
export const checkedAs = z.object({ kind, vendor, model, mac })

/**
 * What checks have seen of defaults until a moment, by entry and with rising times. What says nothing of a default, such
 * as that a device could not be reached, is not among it.
 */
export async function sightsKnownAt(
  db: Db,
  knownMs: EpochMs | null,
  /** Of these devices alone; left out: of all. */
  entryIds?: readonly string[],
): Promise<ReadonlyMap<string, readonly DeviceSight[]>> {
  if (entryIds?.length === 0) return new Map()
  let query = db
    .selectFrom('device_check_result')
    .select(['entry_id', 'verdict', 'checked_as', 'received_ms'])
    .where('verdict', 'in', ['default', 'inactive', 'this-default-not-in-use'])
    .orderBy('received_ms')
  if (knownMs !== null) query = query.where('received_ms', '<=', knownMs)
  if (entryIds) query = query.where('entry_id', 'in', entryIds)
  const sights = new Map<string, DeviceSight[]>()
  for (const row of await query.execute()) {
    const list = sights.get(row.entry_id) ?? []
    list.push({
      atMs: Number(row.received_ms),
      isOnDefault: row.verdict !== 'this-default-not-in-use',
      checkedAs: checkedAs.parse(JSON.parse(row.checked_as)),
    })
    sights.set(row.entry_id, list)
  }
  return sights
}
