import type { Selectable } from 'kysely'
import { z } from 'zod'
import { controlId, type ControlId } from '#protocol/controls.ts'
import type { RemedyId } from '#protocol/remedies.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { WorkDecision, WorkSubjectKind } from '#protocol/work.ts'
import type { Db, Schema } from '../schema.ts'

/** Which item of the queue. */
export type WorkKey = {
  readonly kind: WorkSubjectKind
  readonly id: string
  readonly remedy: RemedyId
}

/** A decision and what it was about. */
export type RecordedWork = WorkKey & {
  readonly decision: WorkDecision
  /** The controls that were faulty when it was decided. */
  readonly controls: readonly ControlId[]
  readonly batch: string
}

/** One text for one item, to look it up by. */
export const workKey = ({ kind, id, remedy }: WorkKey): string => `${kind}\n${id}\n${remedy}`

/** The decisions that stood at a moment (null: stand now), by `workKey`. */
export async function standingWork(
  db: Db,
  { asOfMs, remedy }: { readonly asOfMs: EpochMs | null; readonly remedy?: RemedyId | undefined },
): Promise<ReadonlyMap<string, RecordedWork>> {
  const rows = await db
    .selectFrom('work_decision')
    .selectAll()
    .$if(remedy !== undefined, (query) => query.where('remedy', '=', remedy ?? 'reconnect'))
    .$if(asOfMs === null, (query) => query.where('superseded_ms', 'is', null))
    .$if(asOfMs !== null, (query) =>
      query
        .where('recorded_ms', '<=', asOfMs ?? 0)
        .where((or) =>
          or.or([or('superseded_ms', 'is', null), or('superseded_ms', '>', asOfMs ?? 0)]),
        ),
    )
    .execute()
  return new Map(rows.map(recordedOf).map((one) => [workKey(one), one]))
}

/** The newest decision there is; 0: there is none. As long as it stays, the queue is decided as it was. */
export async function newestDecisionId(db: Db): Promise<number> {
  const newest = await db
    .selectFrom('work_decision')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.id ?? 0
}

/** Everything that was decided about an item, the newest first. */
export async function workHistory(
  db: Db,
  { kind, id, remedy }: WorkKey,
): Promise<readonly RecordedWork[]> {
  const rows = await db
    .selectFrom('work_decision')
    .selectAll()
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('remedy', '=', remedy)
    .orderBy('revision', 'desc')
    .execute()
  return rows.map(recordedOf)
}

const controlsRow = z.array(controlId)

export function recordedOf(row: Selectable<Schema['work_decision']>): RecordedWork {
  const { risk_reason: reason, risk_until_day: untilDay, owner_name: name } = row
  return {
    kind: row.subject_kind,
    id: row.subject_id,
    remedy: row.remedy,
    controls: controlsRow.parse(JSON.parse(row.controls)),
    batch: row.batch_id,
    decision: {
      revision: row.revision,
      status: row.status,
      owner: name === null ? null : { userId: row.owner_user_id, name },
      dueDay: row.due_day,
      note: row.note,
      risk: reason === null || untilDay === null ? null : { reason, untilDay },
      by: row.actor.replace(/^user /, ''),
      atMs: row.recorded_ms,
      isUndo: row.is_undo === 1,
    },
  }
}
