import { sql } from 'kysely'
import type { Store } from '#collector/deps.ts'
import { hostId, type EpochMs, type HostId } from '#protocol/values.ts'
import { rowsFrom } from '../engine.ts'
import { isChosen, type Scope } from '../population.ts'

/** Of these hosts those of the scope that reported since a moment; null: whether they did or not. */
export async function reportedSince(
  { engine, reader }: Pick<Store, 'engine' | 'reader'>,
  look: {
    readonly scope: Scope
    readonly hostIds: readonly HostId[]
    readonly sinceMs: EpochMs | null
  },
): Promise<HostId[]> {
  const { hostIds, sinceMs, scope } = look
  const wanted = rowsFrom(
    engine,
    { host_id: 'text' },
    hostIds.map((id) => ({ host_id: id })),
  )
  const since = sinceMs === null ? sql`1 = 1` : sql`h.last_received_ms >= ${sinceMs}`
  const { rows } = await sql<{ id: string }>`
    select h.id from ${wanted} cross join host h join agency a on a.id = h.agency_id
    where h.id = r.host_id and ${since} and ${isChosen({ scope, asOfMs: null }, 'every')}`.execute(
    reader,
  )
  return rows.map(({ id }) => hostId.parse(id))
}
