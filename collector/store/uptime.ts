import type { EpochMs } from '#protocol/values.ts'
import type { Db } from './schema.ts'

/** A time during which a collector took reports. */
export type Uptime = { readonly fromMs: EpochMs; readonly untilMs: EpochMs }

/** Extends the newest interval to now, or opens another when nobody was up for longer than `gapMsMax`. */
export async function extendUptime(
  db: Db,
  { nowMs, gapMsMax }: { nowMs: EpochMs; gapMsMax: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const newest = await trx
      .selectFrom('uptime')
      .select(['id', 'until_ms'])
      .orderBy('until_ms', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (newest === undefined || newest.until_ms + gapMsMax < nowMs) {
      await trx.insertInto('uptime').values({ from_ms: nowMs, until_ms: nowMs }).execute()
      return
    }
    await trx
      .updateTable('uptime')
      .set({ until_ms: Math.max(nowMs, newest.until_ms) })
      .where('id', '=', newest.id)
      .execute()
  })
}

/** The intervals that reach beyond `sinceMs`, oldest first. */
export async function uptimesSince(db: Db, sinceMs: EpochMs): Promise<readonly Uptime[]> {
  const rows = await db
    .selectFrom('uptime')
    .select(['from_ms', 'until_ms'])
    .where('until_ms', '>=', sinceMs)
    .orderBy('from_ms')
    .execute()
  return rows.map(({ from_ms, until_ms }) => ({ fromMs: from_ms, untilMs: until_ms }))
}
