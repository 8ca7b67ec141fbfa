import type { EpochMs, HostId } from '#protocol/values.ts'
import type { Db } from './schema.ts'

/** Two copies that take turns would fill the table: one row says it for an hour. */
const mergedWithinMs = 3_600_000
/** A backup is restored once; the same again within a day is two machines that look alike. */
const restoredAgainWithinMs = 24 * 3_600_000

type Kind = 'restored' | 'cannot-tell' | 'other-hardware'

type Conflict = {
  readonly kind: Kind
  readonly hostId: HostId
  readonly otherHostId: HostId | null
  readonly address: string | null
  readonly nowMs: EpochMs
}

/**
 * Writes down that a key was shown with an old ticket, and marks the host whose key may be on two machines.
 * Answers with what it was written as: a second `restored` within a day is `cannot-tell`.
 */
export async function recordConflict(trx: Db, conflict: Conflict): Promise<Kind> {
  const { hostId, otherHostId, address, nowMs } = conflict
  const recent = await trx
    .selectFrom('key_conflict')
    .select(['kind', 'seen_ms', 'other_host_id'])
    .where('host_id', '=', hostId)
    .where('seen_ms', '>', nowMs - restoredAgainWithinMs)
    .orderBy('seen_ms', 'desc')
    .limit(100)
    .execute()
  const isAgain =
    conflict.kind === 'restored' && recent.some(({ kind }) => kind !== 'other-hardware')
  const kind = isAgain ? 'cannot-tell' : conflict.kind
  const isSaid = recent.some(
    (row) =>
      row.kind === kind &&
      row.other_host_id === otherHostId &&
      row.seen_ms > nowMs - mergedWithinMs,
  )
  if (!isSaid) {
    await trx
      .insertInto('key_conflict')
      .values({ host_id: hostId, other_host_id: otherHostId, seen_ms: nowMs, kind, address })
      .execute()
  }
  if (kind === 'cannot-tell') {
    await trx.updateTable('host').set({ shares_key: 1 }).where('id', '=', hostId).execute()
  }
  return kind
}
