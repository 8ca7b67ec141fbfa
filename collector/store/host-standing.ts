import { sql } from 'kysely'
import { population } from './population.ts'
import type { Db } from './schema.ts'

/** How many hosts count for the province now, and how many of them report. */
export async function countStanding(db: Db): Promise<{ total: number; reporting: number }> {
  const { rows } = await sql<{ total: number | string; reporting: number | string }>`
    select count(*) as total, coalesce(sum(case
      when p.is_silent = 0 and p.last_received_ms is not null then 1 else 0 end), 0) as reporting
    from ${population({ scope: 'all', asOfMs: null }, 'counted')} p`.execute(db)
  return { total: Number(rows[0]?.total ?? 0), reporting: Number(rows[0]?.reporting ?? 0) }
}
