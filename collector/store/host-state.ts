import { sql } from 'kysely'
import type { EpochMs, HostClass, HostId } from '#protocol/values.ts'
import { lockingRows, rowsFrom, updateRows, type Engine } from './engine.ts'
import type { Db } from './schema.ts'
import type { PackedStates } from './states.ts'

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
  /** Grows with every change of its facts or verdicts: what was read at one revision is so at that revision. */
  readonly revision: number
  /** How its verdicts stand, silence not weighed. */
  readonly states: PackedStates
  readonly dueMs: EpochMs | null
  /** By which context it was judged; null: never. */
  readonly contextRevision: string | null
  /** Where its newest facts stand, see facts.ts. */
  readonly facts: string
}

/** What every report, and every other judgement, may change. */
export type Standing = Pick<
  HostState,
  | 'id'
  | 'session'
  | 'sequence'
  | 'lastReceivedMs'
  | 'silentSinceMs'
  | 'revision'
  | 'states'
  | 'dueMs'
  | 'contextRevision'
  | 'facts'
>

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
      h.last_received_ms as "lastReceivedMs", h.silent_since_ms as "silentSinceMs",
      h.revision as "revision", h.states as "states", h.due_ms as "dueMs",
      h.context_revision as "contextRevision", h.facts as "facts"
    from ${wanted} cross join host h cross join agency a
    where h.id = r.id and a.id = h.agency_id
    order by h.id ${lockingRows(engine, 'h')}`.execute(trx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** A host as it stood when its row was locked, and as it stands now. */
export type Restanding = {
  readonly before: Pick<HostState, 'states' | 'silentSinceMs' | 'dueMs' | 'contextRevision'>
  readonly after: Standing
}

/** Writes what stands of hosts: the guard against replays, and what lists and counts read. */
export async function writeStandings(
  trx: Db,
  engine: Engine,
  hosts: readonly Restanding[],
): Promise<void> {
  const columns = {
    id: 'text',
    session: 'bigint',
    sequence: 'bigint',
    last_received_ms: 'bigint',
    revision: 'bigint',
    facts: 'text',
  } as const
  const rows = hosts.map(({ after: host }) => ({
    id: host.id,
    session: host.session,
    sequence: host.sequence,
    last_received_ms: host.lastReceivedMs,
    revision: host.revision,
    facts: host.facts,
  }))
  await updateRows(trx, engine, { table: 'host', columns, rows })
  await writeJudging(trx, engine, hosts)
  await writeCounting(trx, engine, hosts)
}

/** Apart from the rest and only where it changed, as most reports leave it: the moment stands in an index. */
async function writeJudging(trx: Db, engine: Engine, hosts: readonly Restanding[]): Promise<void> {
  const columns = { id: 'text', due_ms: 'bigint', context_revision: 'text' } as const
  const changed = hosts.filter(
    ({ before, after }) =>
      before.dueMs !== after.dueMs || before.contextRevision !== after.contextRevision,
  )
  const rows = changed.map(({ after: { id, dueMs, contextRevision } }) => ({
    id,
    due_ms: dueMs,
    context_revision: contextRevision,
  }))
  await updateRows(trx, engine, { table: 'host', columns, rows })
}

/** Apart from the rest and only where it changed: SQLite rewrites an index for each column that is named. */
async function writeCounting(trx: Db, engine: Engine, hosts: readonly Restanding[]): Promise<void> {
  const columns = { id: 'text', silent_since_ms: 'bigint', states: 'text' } as const
  const changed = hosts.filter(
    ({ before, after }) =>
      before.states !== after.states || before.silentSinceMs !== after.silentSinceMs,
  )
  const rows = changed.map(({ after: { id, silentSinceMs, states } }) => ({
    id,
    silent_since_ms: silentSinceMs,
    states,
  }))
  await updateRows(trx, engine, { table: 'host', columns, rows })
}

/** Writes class, names and address. */
export async function describeHosts(
  trx: Db,
  engine: Engine,
  hosts: readonly Description[],
): Promise<void> {
  const columns = {
    id: 'text',
    class: 'text',
    hostname: 'text',
    os_name: 'text',
    address: 'text',
    search_folded: 'text',
  } as const
  const rows = hosts.map(({ osName, searchFolded, ...host }) => ({
    ...host,
    os_name: osName,
    search_folded: searchFolded,
  }))
  await updateRows(trx, engine, { table: 'host', columns, rows })
}
