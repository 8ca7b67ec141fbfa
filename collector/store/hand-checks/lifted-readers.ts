import { liftingChecks, rightSinceWrong } from '#domain/hand-check.ts'
import type { LiftedReader } from '#domain/verification.ts'
import { wilson } from '#domain/wilson.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Db } from '../schema.ts'

/**
 * The readers that checks by hand have freed of "tạm tính", as it stood at a moment (null: now): right on enough
 * machines since they were last wrong. One check that finds a reader wrong brings the mark back.
 */
export async function liftedReaders(
  db: Db,
  { asOf }: { readonly asOf: EpochMs | null },
): Promise<LiftedReader[]> {
  const rows = await readerChecks(db, (asOf ?? Infinity) + 1)
  return liftingChecks(rows).map(({ check, machines }) => ({
    reader: check.reader,
    platform: check.platform,
    on: check.checked_on,
    by: check.checked_by,
    checkId: check.check_id,
    machines,
    interval: wilson(machines, machines),
  }))
}

/** Machines that spoke for each reader before a moment (null: at any time), since it was last wrong. */
export async function machinesRightBefore(
  db: Db,
  beforeMs: EpochMs | null,
): Promise<ReadonlyMap<string, number>> {
  return rightSinceWrong(await readerChecks(db, beforeMs ?? Infinity))
}

async function readerChecks(db: Db, beforeMs: number) {
  const rows = await db
    .selectFrom('reader_check')
    .selectAll()
    .$if(Number.isFinite(beforeMs), (query) => query.where('recorded_ms', '<', beforeMs))
    .orderBy('recorded_ms')
    .orderBy('check_id')
    .execute()
  return rows.map((row) => ({
    ...row,
    platform: row.platform === 'linux' ? ('linux' as const) : ('windows' as const),
  }))
}
