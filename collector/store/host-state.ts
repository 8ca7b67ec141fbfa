import { sql } from 'kysely'
import type { EpochMs, HostClass, HostId } from '#protocol/values.ts'
import { lockingRows, rowsFrom, type Engine } from './engine.ts'
import type { Db } from './schema.ts'

/** What of a host decides how its next report is written. */
export type HostState = {
  readonly id: HostId
  readonly agencyId: string
  readonly agencyName: string
  readonly class: HostClass
  readonly hostname: string
  readonly osName: string | null
  readonly address: string | null
  readonly searchFolded: string
  readonly session: number
  readonly sequence: number
  readonly lastReceivedMs: EpochMs | null
  readonly silentSinceMs: EpochMs | null
}

/** What every report changes. */
export type Received = {
  readonly id: HostId
  readonly session: number
  readonly sequence: number
  readonly receivedMs: EpochMs
}

/** What a report changes where it says something new of the machine itself. */
export type Description = Pick<
  HostState,
  'id' | 'class' | 'hostname' | 'osName' | 'address' | 'searchFolded'
>

/**
 * Reads hosts and keeps other collectors off them until the commit, in the order of their ids.
 * Whatever changes a host's facts, verdicts or silence takes these locks first, and counters last.
 */
export async function lockHosts(
  trx: Db,
  engine: Engine,
  hostIds: readonly HostId[],
): Promise<ReadonlyMap<HostId, HostState>> {
  if (hostIds.length === 0) return new Map()
  const wanted = rowsFrom(
    engine,
    { id: 'text' },
    hostIds.map((id) => ({ id })),
  )
  const { rows } = await sql<HostState>`
    select h.id as "id", h.agency_id as "agencyId", a.name as "agencyName", h.class as "class",
      h.hostname as "hostname", h.os_name as "osName", h.address as "address",
      h.search_folded as "searchFolded", h.session as "session", h.sequence as "sequence",
      h.last_received_ms as "lastReceivedMs", h.silent_since_ms as "silentSinceMs"
    from ${wanted} cross join host h cross join agency a
    where h.id = r.id and a.id = h.agency_id
    order by h.id ${lockingRows(engine, 'h')}`.execute(trx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Moves the guard against replays and ends a host's silence. */
export async function touchHosts(
  trx: Db,
  engine: Engine,
  hosts: readonly Received[],
): Promise<void> {
  if (hosts.length === 0) return
  const source = rowsFrom(
    engine,
    { id: 'text', session: 'bigint', sequence: 'bigint', received_ms: 'bigint' },
    hosts.map(({ receivedMs, ...host }) => ({ ...host, received_ms: receivedMs })),
  )
  await sql`
    update host set session = r.session, sequence = r.sequence, last_received_ms = r.received_ms,
      silent_since_ms = null
    from ${source} where host.id = r.id`.execute(trx)
}

/** Writes class, names and address. */
export async function describeHosts(
  trx: Db,
  engine: Engine,
  hosts: readonly Description[],
): Promise<void> {
  if (hosts.length === 0) return
  const source = rowsFrom(
    engine,
    {
      id: 'text',
      class: 'text',
      hostname: 'text',
      os_name: 'text',
      address: 'text',
      search_folded: 'text',
    },
    hosts.map(({ osName, searchFolded, ...host }) => ({
      ...host,
      os_name: osName,
      search_folded: searchFolded,
    })),
  )
  await sql`
    update host set class = r.class, hostname = r.hostname, os_name = r.os_name,
      address = r.address, search_folded = r.search_folded
    from ${source} where host.id = r.id`.execute(trx)
}
