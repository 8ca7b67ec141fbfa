import { dayOf } from '#domain/register.ts'
import type { FrozenSnapshot } from '#domain/snapshot.ts'
import type { SnapshotFault } from '#protocol/snapshot-views.ts'
import { readHead } from '../chain-head.ts'
import type { Db } from '../schema.ts'
import { agencyOfKey, readShapes, trendRowsOf } from './trend.ts'

/** Compares what trends show with what the frozen snapshots say. */
export type TrendCheck = {
  /** Of a snapshot that was proved: its days in the trend are what it says, and no other. */
  faultsOf(snapshot: FrozenSnapshot): Promise<SnapshotFault[]>
  /** Days in the trend of which no snapshot speaks. */
  strayDays(): Promise<SnapshotFault[]>
}

type Owner = { readonly number: number; readonly cutOffMs: number }

const keyOf = (planId: string, day: string) => `${planId} ${day}`

/** Each day of a plan belongs to its newest snapshot: the latest cut-off, and of two with one cut-off the later. */
export async function openTrendCheck(db: Db): Promise<TrendCheck> {
  const snapshots = await db
    .selectFrom('snapshot')
    .select(['number', 'plan_id', 'cut_off_ms'])
    .orderBy('number')
    .execute()
  const numbers = new Set(snapshots.map(({ number }) => number))
  const head = await readHead(db, 'snapshot')
  // A snapshot that was taken out is missed by itself; what it left in the trend is not told a second time.
  const isTakenOut = (number: number) => !numbers.has(number) && number <= (head?.number ?? 0)
  const owners = new Map<string, Owner>()
  for (const { number, plan_id: planId, cut_off_ms: cutOffMs } of snapshots) {
    const key = keyOf(planId, dayOf(cutOffMs))
    const held = owners.get(key)
    if (!held || held.cutOffMs <= cutOffMs) owners.set(key, { number, cutOffMs })
  }
  const shapes = await readShapes(db)
  return {
    async faultsOf(snapshot) {
      const { planId, number, cutOffMs } = snapshot
      const day = dayOf(cutOffMs)
      if (owners.get(keyOf(planId, day))?.number !== number) return []
      const { ids, rows } = trendRowsOf(snapshot)
      const held = await db
        .selectFrom('trend')
        .selectAll()
        .where('plan_id', '=', planId)
        .where('day', '=', day)
        .execute()
      if (held.some((row) => isTakenOut(row.snapshot_number))) return []
      const wanted = new Map(rows.map((row) => [row.agency_id, row.points]))
      const fault = (key: string): SnapshotFault => ({
        number,
        fault: 'trend-differs',
        detail: nameOf(snapshot, agencyOfKey(key)),
      })
      const differing = held.filter(
        (row) =>
          row.points !== wanted.get(row.agency_id) ||
          row.snapshot_number !== number ||
          row.cut_off_ms !== cutOffMs ||
          shapes.get(row.shape)?.join(' ') !== ids.join(' '),
      )
      const there = new Set(held.map(({ agency_id }) => agency_id))
      const missing = rows.filter(({ agency_id }) => !there.has(agency_id))
      return [...differing, ...missing].map(({ agency_id }) => fault(agency_id))
    },
    async strayDays() {
      const days = await db
        .selectFrom('trend')
        .select(['plan_id', 'day', 'snapshot_number'])
        .distinct()
        .execute()
      return days
        .filter(({ snapshot_number }) => !isTakenOut(snapshot_number))
        .filter(({ plan_id, day }) => !owners.has(keyOf(plan_id, day)))
        .map(({ plan_id, day, snapshot_number }) => ({
          number: Math.max(1, snapshot_number),
          fault: 'trend-differs' as const,
          detail: `${plan_id} ${day}`,
        }))
    },
  }
}

/** Null: the province, whose plan it is. */
function nameOf({ agencies, planId }: FrozenSnapshot, agencyId: string | null): string {
  if (agencyId === null) return planId
  return agencies.find(({ id }) => id === agencyId)?.name ?? agencyId
}
