import type { Generated } from 'kysely'
import type { SnapshotView } from '#protocol/snapshots.ts'

/**
 * A frozen state, never changed. `body` holds its canonical bytes; the columns beside it say the same for lists, and
 * the check of the chain compares them.
 */
type SnapshotTable = {
  number: number
  id: string
  kind: SnapshotView['kind']
  plan_id: string
  plan_version: number
  period: string | null
  cut_off_ms: number
  created_ms: number
  created_by: string
  /** The snapshot that this one amends. */
  amends_id: string | null
  /** Why it amends another, or why it was taken by hand. */
  reason: string | null
  previous_hash: string | null
  hash: string
  /** What it was due for, so that it is taken once; null: by hand, or an amendment. */
  due_key: string | null
  agencies: number
  hosts: number
  body: Uint8Array
  /** SHA-256 of `body`: two streams may inflate to the same bytes, and a flipped bit is to be found all the same. */
  body_hash: string
  /** The newest entry of the audit when it was frozen; null: frozen before the audit was chained, or none yet. */
  audit_number: number | null
  audit_hash: string | null
  audit_ms: number | null
}

/** Bytes by their SHA-256: an agency that did not change is stored once. */
type SnapshotPartTable = { digest: string; body: Uint8Array; body_hash: string }

/** Which indicators the numbers of a trend's days speak of, in order. */
type TrendShapeTable = { shape: Generated<number>; indicator_ids: string }

/** One day of one agency under one plan, from the newest snapshot of that day; '' is the province. */
type TrendTable = {
  plan_id: string
  agency_id: string
  day: string
  snapshot_number: number
  cut_off_ms: number
  shape: number
  /** See domain/trend.ts. */
  points: string
}

/** When a period's figures are frozen, as somebody decided. */
type CutOffRuleTable = {
  id: Generated<number>
  of: 'quarter' | 'year'
  month: number
  day: number
  from_day: string
  author: string
  decided_ms: number
}

/** Joined into `Schema`. */
export type SnapshotsSchema = {
  snapshot: SnapshotTable
  snapshot_part: SnapshotPartTable
  trend_shape: TrendShapeTable
  trend: TrendTable
  cut_off_rule: CutOffRuleTable
}
