import { sql } from 'kysely'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { rowsFrom, type Engine } from './engine.ts'
import type { Db } from './schema.ts'

const columns = { host_id: 'text', at_ms: 'bigint' } as const
type Moment = { readonly hostId: HostId; readonly atMs: EpochMs }

/** Hosts that reported before, last before `cutoffMs`, and do not count as silent yet; by id, `limit` at most. */
export async function findNewlySilent(
  db: Db,
  cutoffMs: EpochMs,
  limit: number,
): Promise<readonly HostId[]> {
  const rows = await db
    .selectFrom('host')
    .select('id')
    .where('last_received_ms', '<', cutoffMs)
    .where('silent_since_ms', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Hosts that count as silent although they reported at `cutoffMs` or after it; by id, `limit` at most. */
export async function findHeardAgain(
  db: Db,
  cutoffMs: EpochMs,
  limit: number,
): Promise<readonly HostId[]> {
  const rows = await db
    .selectFrom('host')
    .select('id')
    .where('last_received_ms', '>=', cutoffMs)
    .where('silent_since_ms', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes the mark of silence from the rows of hosts. */
export async function clearSilent(trx: Db, hostIds: readonly HostId[]): Promise<void> {
  if (hostIds.length === 0) return
  await trx.updateTable('host').set({ silent_since_ms: null }).where('id', 'in', hostIds).execute()
}

/**
 * Opens an interval of silence for each. One that began at the same moment goes on: only a clock that ran back for a
 * while can have ended it.
 */
export async function beginSilences(
  trx: Db,
  engine: Engine,
  moments: readonly Moment[],
): Promise<void> {
  if (moments.length === 0) return
  const source = () => rowsFrom(engine, columns, moments.map(rowOf))
  // SQLite takes `on conflict` after a select only behind a condition.
  await sql`
    insert into silence (host_id, from_ms) select host_id, at_ms from ${source()} where true
    on conflict (host_id, from_ms) do update set until_ms = null`.execute(trx)
  await sql`
    update host set silent_since_ms = r.at_ms from ${source()} where host.id = r.host_id`.execute(
    trx,
  )
}

/** Ends the open interval of silence of each; the row of the host is the caller's to write. */
export async function endSilences(
  trx: Db,
  engine: Engine,
  moments: readonly Moment[],
): Promise<void> {
  if (moments.length === 0) return
  const source = rowsFrom(engine, columns, moments.map(rowOf))
  await sql`
    update silence set until_ms = case when r.at_ms > from_ms then r.at_ms else from_ms end
    from ${source} where silence.host_id = r.host_id and silence.until_ms is null`.execute(trx)
}

function rowOf({ hostId, atMs }: Moment): { host_id: HostId; at_ms: EpochMs } {
  return { host_id: hostId, at_ms: atMs }
}
