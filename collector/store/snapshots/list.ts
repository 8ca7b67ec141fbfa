import { sql } from 'kysely'
import type { SnapshotRow } from '#protocol/snapshot-views.ts'
import type { SnapshotView } from '#protocol/snapshots.ts'
import type { EpochMs } from '#protocol/values.ts'
import { agencyIdsOf, type Scope } from '../population.ts'
import type { Db } from '../schema.ts'

/** A snapshot as the database lists it. */
export type ListedSnapshot = Omit<SnapshotRow, 'sentReports' | 'sentReportsTotal'>

export type SnapshotsLook = {
  readonly planId?: string | undefined
  readonly kind?: SnapshotView['kind'] | undefined
  /** Only those that freeze a moment up to this one. */
  readonly untilMs?: EpochMs | undefined
  /** Only those that had been taken by then. */
  readonly knownAtMs?: EpochMs | undefined
  readonly page: number
  readonly pageSize: number
}

/** Snapshots, the newest first, a page at a time, with how many there are. */
export async function listSnapshots(
  db: Db,
  { planId, kind, untilMs, knownAtMs, page, pageSize }: SnapshotsLook,
): Promise<{ total: number; snapshots: ListedSnapshot[] }> {
  const ofPlan = planId === undefined ? sql`1 = 1` : sql`s.plan_id = ${planId}`
  const ofKind = kind === undefined ? sql`1 = 1` : sql`s.kind = ${kind}`
  const upTo = untilMs === undefined ? sql`1 = 1` : sql`s.cut_off_ms <= ${untilMs}`
  const taken = knownAtMs === undefined ? sql`1 = 1` : sql`s.created_ms <= ${knownAtMs}`
  const where = sql`${ofPlan} and ${ofKind} and ${upTo} and ${taken}`
  const counted = await sql<{ total: number }>`
    select count(*) as total from snapshot s where ${where}`.execute(db)
  const { rows } = await sql<Row>`
    select ${rowColumns} from snapshot s where ${where}
    order by s.number desc limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db)
  return { total: counted.rows[0]?.total ?? 0, snapshots: rows.map(rowOf) }
}

/** One snapshot as a list shows it; null: there is none of this id. */
export async function findSnapshot(db: Db, id: string): Promise<ListedSnapshot | null> {
  const { rows } = await sql<Row>`
    select ${rowColumns} from snapshot s where s.id = ${id}`.execute(db)
  return rows[0] ? rowOf(rows[0]) : null
}

/** The snapshot that speaks for a period: its newest amendment, or itself; null: none was taken. */
export async function findPeriodSnapshot(
  db: Db,
  { planId, period }: { planId: string; period: string },
): Promise<ListedSnapshot | null> {
  const { rows } = await sql<Row>`
    select ${rowColumns} from snapshot s
    where s.plan_id = ${planId} and s.period = ${period} and s.kind in ('period', 'amendment')
    order by s.number desc limit 1`.execute(db)
  return rows[0] ? rowOf(rows[0]) : null
}

/** The newest snapshot of a plan whose cut-off is not after a moment, amendments before what they amend. */
export async function findSnapshotBefore(
  db: Db,
  { planId, atMs }: { planId: string; atMs: EpochMs },
): Promise<ListedSnapshot | null> {
  const { rows } = await sql<Row>`
    select ${rowColumns} from snapshot s
    where s.plan_id = ${planId} and s.cut_off_ms <= ${atMs}
    order by s.cut_off_ms desc, s.number desc limit 1`.execute(db)
  return rows[0] ? rowOf(rows[0]) : null
}

type SignedLook = Pick<SnapshotsLook, 'planId' | 'untilMs'> & { readonly scope: Scope }

/**
 * The newest snapshot on which a report rests that was sent: what was last signed; null: nothing was. Reports outside
 * the scope sign nothing for it, and up to a moment only what was frozen and sent by then counts.
 */
export async function findLastSigned(
  db: Db,
  { planId, untilMs, scope }: SignedLook,
): Promise<ListedSnapshot | null> {
  const ids = agencyIdsOf(scope)
  const ofPlan = planId === undefined ? sql`1 = 1` : sql`s.plan_id = ${planId}`
  const upTo =
    untilMs === undefined ? sql`1 = 1` : sql`s.cut_off_ms <= ${untilMs} and r.sent_ms <= ${untilMs}`
  const ofScope = ids === undefined ? sql`1 = 1` : sql`r.agency_id in (${sql.join(ids)})`
  const { rows } = await sql<Row>`
    select ${rowColumns} from snapshot s
    where ${ofPlan} and exists (
      select 1 from report r
      where r.snapshot_id = s.id and r.state = 'sent' and ${upTo} and ${ofScope})
    order by s.cut_off_ms desc, s.number desc limit 1`.execute(db)
  return rows[0] ? rowOf(rows[0]) : null
}

/** The newest cut-off of a kind that was due, of any plan; null: there is none. */
export async function newestCutOff(db: Db, kind: SnapshotView['kind']): Promise<EpochMs | null> {
  const { rows } = await sql<{ newestMs: EpochMs | null }>`
    select max(s.cut_off_ms) as "newestMs" from snapshot s
    where s.kind = ${kind} and s.due_key is not null`.execute(db)
  return rows[0]?.newestMs ?? null
}

const rowColumns = sql`s.id as "id", s.number as "number", s.kind as "kind",
  s.plan_id as "planId", s.plan_version as "planVersion", s.period as "period",
  s.cut_off_ms as "cutOffMs", s.created_ms as "createdMs", s.created_by as "createdBy",
  s.previous_hash as "previousHash", s.hash as "hash", s.amends_id as "amendsId",
  s.agencies as "agencies", s.hosts as "hosts",
  s.reason as "reason",
  (select max(n.number) from snapshot n where n.amends_id = s.id) as "amendedBy"`

/** When each daily snapshot of a plan was taken, the earliest first. */
export async function dailySnapshotsOf(
  db: Db,
  planId: string,
): Promise<readonly { readonly id: string; readonly createdMs: EpochMs }[]> {
  const { rows } = await sql<{ id: string; createdMs: EpochMs }>`
    select s.id as "id", s.created_ms as "createdMs" from snapshot s
    where s.plan_id = ${planId} and s.kind = 'daily' order by s.number`.execute(db)
  return rows
}

type Row = Omit<ListedSnapshot, 'amends'> & { amendsId: string | null }

/** The one column holds why it was taken by hand, or why it amends another. */
function rowOf({ amendsId, reason, ...row }: Row): ListedSnapshot {
  if (amendsId === null) return { ...row, reason, amends: null }
  return { ...row, reason: null, amends: { snapshotId: amendsId, reason: reason ?? '' } }
}
