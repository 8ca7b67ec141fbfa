import type { EpochMs, HostId } from '#protocol/values.ts'
import type { Db } from './schema.ts'

/** Rows that one statement looks at, so that a sweep over all hosts never holds anybody up. */
const rowsPerStatement = 2000

/** Hosts with a verdict that time alone may have changed, longest overdue first. */
export async function findOverdueHosts(
  db: Db,
  { nowMs, limit }: { nowMs: EpochMs; limit: number },
): Promise<readonly HostId[]> {
  const rows = await db
    .selectFrom('host')
    .select('id')
    .where('due_ms', '<=', nowMs)
    .orderBy('due_ms')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** A stretch of the table of hosts; `nextId` null: it was the last. */
export type OutdatedHosts = {
  readonly hostIds: readonly HostId[]
  readonly nextId: HostId | null
}

/** Hosts that were judged by another context than `revision`, in a stretch that begins after `afterId`. */
export async function findOutdatedHosts(
  db: Db,
  { revision, afterId }: { revision: string; afterId: HostId },
): Promise<OutdatedHosts> {
  const rows = await db
    .selectFrom('host')
    .select(['id', 'context_revision'])
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(rowsPerStatement)
    .execute()
  const outdated = rows.filter(
    ({ context_revision }) => context_revision !== null && context_revision !== revision,
  )
  const nextId = rows.length < rowsPerStatement ? null : (rows.at(-1)?.id ?? null)
  return { hostIds: outdated.map(({ id }) => id), nextId }
}
