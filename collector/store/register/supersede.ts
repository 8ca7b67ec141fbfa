import { sql } from 'kysely'
import type { EpochMs } from '#protocol/values.ts'
import type { Db } from '../schema.ts'

/** The newest row of the register; 0: there is none. */
export async function newestRow(trx: Db): Promise<number> {
  const { rows } = await sql<{ row_id: number | null }>`
    select max(row_id) as row_id from entry`.execute(trx)
  return rows[0]?.row_id ?? 0
}

type Superseding = {
  /** The newest row before this write. */
  readonly after: number
  /** The rows of this chunk: after `from`, up to `until`. */
  readonly from: number
  readonly until: number
  readonly nowMs: EpochMs
}

/** What an earlier chunk superseded belongs to the newest of the versions that took its place. */
export async function supersede(
  trx: Db,
  { after, from, until, nowMs }: Superseding,
): Promise<void> {
  await sql`
    update entry set superseded_ms = ${nowMs}, superseded_by = s.row_id
    from (
      select o.row_id as old_id, max(n.row_id) as row_id
      from entry n cross join entry o
      where o.entry_id = n.entry_id and n.row_id > ${from} and n.row_id <= ${until}
        and o.row_id <= ${after} and (o.superseded_ms is null or o.superseded_by > ${after})
        and o.from_day >= n.from_day
      group by o.row_id) as s
    where entry.row_id = s.old_id`.execute(trx)
}
