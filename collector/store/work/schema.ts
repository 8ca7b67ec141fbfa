import type { Generated } from 'kysely'
import type { RemedyId } from '#protocol/remedies.ts'
import type { DecidedStatus, WorkSubjectKind } from '#protocol/work.ts'

/**
 * One decision about one item of the queue. Never changed but for `superseded_ms`: the newest revision stands, the
 * others are its history.
 */
type WorkDecisionTable = {
  id: Generated<number>
  subject_kind: WorkSubjectKind
  /** Of the host, or of the entry of the register. */
  subject_id: string
  remedy: RemedyId
  revision: number
  status: DecidedStatus
  /** Null: the owner is a name alone, or there is none. */
  owner_user_id: string | null
  owner_name: string | null
  due_day: string | null
  note: string | null
  risk_reason: string | null
  risk_until_day: string | null
  /** The controls that were faulty when it was decided, as a JSON array: they say whether it is put right. */
  controls: string
  /** What was decided together is undone together. */
  batch_id: string
  is_undo: 0 | 1
  actor: string
  recorded_ms: number
  superseded_ms: number | null
}

/** Joined into `Schema`. */
export type WorkSchema = { work_decision: WorkDecisionTable }
