import type { Engine } from '../engine.ts'
import { requireRevision } from '../expected-revision.ts'
import type { Db } from '../schema.ts'
import { lockRegister } from './write-entries.ts'

/** An entry as somebody looked at it; its revision is the `rowId` of the newest version. */
export type SeenEntry = { readonly entryId: string; readonly expectedRevision: number }

/**
 * Refuses a change of an entry by somebody who looked at another version of it than the newest; in the transaction
 * of the change.
 * @throws Refusal CHANGED_MEANWHILE
 */
export async function requireSeen(
  trx: Db,
  engine: Engine,
  { entryId, expectedRevision }: SeenEntry,
): Promise<void> {
  await lockRegister(trx, engine)
  const newest = await trx
    .selectFrom('entry')
    .select(['row_id as revision', 'actor as by', 'recorded_ms as atMs'])
    .where('entry_id', '=', entryId)
    .orderBy('row_id', 'desc')
    .executeTakeFirst()
  requireRevision(newest ?? null, expectedRevision)
}
