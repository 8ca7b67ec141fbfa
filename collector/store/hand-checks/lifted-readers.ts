import type { LiftedReader } from '#domain/verification.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Db } from '../schema.ts'

/**
 * The readers that checks by hand have freed of "tạm tính", as it stood at a moment (null: now). The newest check of
 * a reader on a platform decides: one that found it wrong brings the mark back.
 */
export async function liftedReaders(
  db: Db,
  { asOf }: { readonly asOf: EpochMs | null },
): Promise<LiftedReader[]> {
  const rows = await db
    .selectFrom('reader_check')
    .selectAll()
    .$if(asOf !== null, (query) => query.where('recorded_ms', '<=', asOf ?? 0))
    .orderBy('recorded_ms')
    .orderBy('check_id')
    .execute()
  const newest = new Map(rows.map((row) => [`${row.reader} ${row.platform}`, row]))
  return [...newest.values()]
    .filter(({ compared, agreed }) => agreed === compared)
    .map((row) => ({
      reader: row.reader,
      platform: row.platform === 'linux' ? 'linux' : 'windows',
      on: row.checked_on,
      by: row.checked_by,
      checkId: row.check_id,
      compared: row.compared,
      agreed: row.agreed,
    }))
}
