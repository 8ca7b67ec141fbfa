import type { EpochMs } from '#protocol/values.ts'
import type { Db } from './schema.ts'
import type { VerdictKey } from './verdicts.ts'

/** Ids that one statement looks at, so that a sweep over a large table never holds anybody up. */
const idsPerStatement = 20_000

/** Open verdicts that time alone may have changed, longest overdue first. */
export async function findOverdueVerdicts(
  db: Db,
  { nowMs, limit }: { nowMs: EpochMs; limit: number },
): Promise<readonly VerdictKey[]> {
  return db
    .selectFrom('verdict')
    .select(['subject_id as hostId', 'control'])
    .where('until_ms', 'is', null)
    .where('holds_until_ms', '<=', nowMs)
    .orderBy('holds_until_ms')
    .limit(limit)
    .execute()
}

/** A stretch of the table of verdicts; `nextId` null: it was the last. */
export type OutdatedVerdicts = {
  readonly keys: readonly VerdictKey[]
  readonly nextId: number | null
}

/** Open verdicts of another context than `revision`, in a stretch that begins after `afterId`. */
export async function findOutdatedVerdicts(
  db: Db,
  { revision, afterId }: { revision: string; afterId: number },
): Promise<OutdatedVerdicts> {
  const untilId = afterId + idsPerStatement
  const keys = await db
    .selectFrom('verdict')
    .select(['subject_id as hostId', 'control'])
    .where('id', '>', afterId)
    .where('id', '<=', untilId)
    .where('until_ms', 'is', null)
    .where('context_revision', '!=', revision)
    .orderBy('id')
    .execute()
  const next = await db
    .selectFrom('verdict')
    .select('id')
    .where('id', '>', untilId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return { keys, nextId: next === undefined ? null : next.id - 1 }
}
