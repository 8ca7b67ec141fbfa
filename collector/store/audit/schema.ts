import type { Generated } from 'kysely'
import type { RetentionKind } from '#protocol/retention.ts'

/**
 * Append-only: who did what. `id` counts without a gap from 1; the hash of a row covers the one before it, see
 * domain/chain.ts.
 */
type AuditTable = {
  id: number
  at_ms: number
  actor: string
  action: string
  subject: string
  /** JSON. */
  before: string | null
  /** JSON. */
  after: string | null
  address: string | null
  previous_hash: string | null
  hash: string
  /** Folded; made from the fields beside it. */
  search: string
}

/** For how long something is kept, as somebody decided; the newest of a kind holds. */
type RetentionPeriodTable = {
  id: Generated<number>
  kind: RetentionKind
  days: number
  author: string
  decided_ms: number
}

/** What was removed of a kind when it was looked at last, and when something was removed last. */
type RetentionRunTable = {
  kind: RetentionKind
  ran_ms: number
  removed: number
  removed_ms: number | null
  removed_total: number
}

/** Joined into `Schema`. */
export type AuditSchema = {
  audit: AuditTable
  retention_period: RetentionPeriodTable
  retention_run: RetentionRunTable
}
