import type { SnapshotRow } from '#protocol/snapshot-views.ts'
import { isWithin, type Scope } from '../population.ts'
import type { Db } from '../schema.ts'
import type { ListedSnapshot } from './list.ts'

/** Of a snapshot on which a hundred agencies rest, so many are named. */
const namedMax = 3

/**
 * Which sent reports rest on snapshots: such a one is what the province has signed. Who sees a part of the province is
 * not told how large the whole is.
 */
export async function withSentReports(
  db: Db,
  snapshots: readonly ListedSnapshot[],
  scope: Scope,
): Promise<SnapshotRow[]> {
  if (snapshots.length === 0) return []
  const reports = await db
    .selectFrom('report')
    .select(['id', 'kind', 'agency_id', 'agency_name', 'snapshot_id', 'sent_ms'])
    .where('state', '=', 'sent')
    .where(
      'snapshot_id',
      'in',
      snapshots.map(({ id }) => id),
    )
    .orderBy('sent_ms')
    .orderBy('id')
    .execute()
  return snapshots.map((snapshot) => {
    const own = reports
      .filter((report) => report.snapshot_id === snapshot.id && isWithin(scope, report.agency_id))
      .map(({ id, kind, agency_name: agencyName, sent_ms: sentMs }) => ({
        id,
        kind,
        agencyName,
        sentMs: sentMs ?? 0,
      }))
    const counts = scope === 'all' ? {} : { agencies: null, hosts: null }
    return {
      ...snapshot,
      ...counts,
      sentReports: own.slice(0, namedMax),
      sentReportsTotal: own.length,
    }
  })
}
