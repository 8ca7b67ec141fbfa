import { sql } from 'kysely'
import { population, type Scope } from '../population.ts'
import type { Db } from '../schema.ts'

/** How many hosts came by each token of an agency, as the list of hosts shows them when it is filtered by one. */
export async function countHostsByToken(
  db: Db,
  scope: Scope,
  agencyId: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ token_id: string; hosts: number | string }>`
    select h.token_id, count(*) as hosts
    from ${population({ scope, asOfMs: null }, 'counted')} p
    join host h on h.id = p.id
    join enrolment_token t on t.id = h.token_id
    where t.agency_id = ${agencyId}
    group by h.token_id`.execute(db)
  return new Map(rows.map((row) => [row.token_id, Number(row.hosts)]))
}
