import { sql } from 'kysely'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { rowsFrom, type Engine } from './engine.ts'
import type { Db } from './schema.ts'

/** What the facts of one host say of the fleet: names that no catalogue has, and what its agent cost. */
export type SurveyedHost = {
  readonly hostId: HostId
  readonly products: readonly { readonly name: string; readonly folded: string }[]
  /** Null: no agent has told anything of itself. */
  readonly agent: {
    readonly version: string
    readonly cpuMs: number | null
    readonly memoryBytesMax: number | null
  } | null
}

/** Hosts by id, a page that begins after `afterId`. */
export async function hostIdsAfter(db: Db, afterId: string, limit: number): Promise<HostId[]> {
  const rows = await db
    .selectFrom('host')
    .select('id')
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Writes what a page of hosts says now, where it differs from what was written before. */
export async function writeSurvey(
  trx: Db,
  engine: Engine,
  { hosts, nowMs }: { hosts: readonly SurveyedHost[]; nowMs: EpochMs },
): Promise<void> {
  if (hosts.length === 0) return
  const page = hosts.map(({ hostId }) => hostId)
  const open = await trx
    .selectFrom('host_product')
    .select(['host_id', 'name_folded'])
    .where('host_id', 'in', page)
    .where('until_ms', 'is', null)
    .execute()
  const held = new Set(open.map((row) => keyOf(row.host_id, row.name_folded)))
  const told = new Map(
    hosts.flatMap(({ hostId, products }) =>
      products.map(({ name, folded }) => [
        keyOf(hostId, folded),
        { host_id: hostId, name, name_folded: folded, from_ms: nowMs },
      ]),
    ),
  )
  const gone = open.filter((row) => !told.has(keyOf(row.host_id, row.name_folded)))
  const come = [...told].flatMap(([key, row]) => (held.has(key) ? [] : [row]))
  await closeProducts(trx, engine, { gone, nowMs })
  await openProducts(trx, engine, come)
  await writeAgentCosts(trx, engine, hosts)
}

const keyOf = (hostId: string, folded: string) => `${hostId} ${folded}`

type ProductKey = { readonly host_id: string; readonly name_folded: string }

async function closeProducts(
  trx: Db,
  engine: Engine,
  { gone, nowMs }: { gone: readonly ProductKey[]; nowMs: EpochMs },
): Promise<void> {
  if (gone.length === 0) return
  const source = rowsFrom(engine, { host_id: 'text', name_folded: 'text' }, gone)
  await sql`
    update host_product set until_ms = ${nowMs}
    from ${source}
    where host_product.host_id = r.host_id and host_product.name_folded = r.name_folded
      and host_product.until_ms is null`.execute(trx)
}

async function openProducts(
  trx: Db,
  engine: Engine,
  come: readonly (ProductKey & { name: string; from_ms: number })[],
): Promise<void> {
  if (come.length === 0) return
  const columns = { host_id: 'text', name: 'text', name_folded: 'text', from_ms: 'bigint' } as const
  await sql`
    insert into host_product (host_id, name, name_folded, from_ms)
    select host_id, name, name_folded, from_ms from ${rowsFrom(engine, columns, come)}
    where true
    on conflict (host_id, name_folded, from_ms) do update set until_ms = null`.execute(trx)
}

async function writeAgentCosts(
  trx: Db,
  engine: Engine,
  hosts: readonly SurveyedHost[],
): Promise<void> {
  const told = hosts.flatMap(({ hostId, agent }) =>
    agent === null
      ? []
      : [
          {
            host_id: hostId,
            version: agent.version,
            cpu_ms: agent.cpuMs,
            memory_bytes_max: agent.memoryBytesMax,
          },
        ],
  )
  if (told.length === 0) return
  const columns = {
    host_id: 'text',
    version: 'text',
    cpu_ms: 'bigint',
    memory_bytes_max: 'bigint',
  } as const
  await sql`
    insert into agent_cost (host_id, version, cpu_ms, memory_bytes_max)
    select host_id, version, cpu_ms, memory_bytes_max from ${rowsFrom(engine, columns, told)}
    where true
    on conflict (host_id) do update set version = excluded.version, cpu_ms = excluded.cpu_ms,
      memory_bytes_max = excluded.memory_bytes_max
    where agent_cost.version <> excluded.version
      or coalesce(agent_cost.cpu_ms, -1) <> coalesce(excluded.cpu_ms, -1)
      or coalesce(agent_cost.memory_bytes_max, -1) <> coalesce(excluded.memory_bytes_max, -1)
  `.execute(trx)
}

/** The highest revision of a Windows build that two hosts have shown. */
export type WindowsRevision = {
  readonly build: number
  readonly revision: number
  readonly sinceMs: EpochMs
}

export async function listWindowsRevisions(db: Db): Promise<WindowsRevision[]> {
  const rows = await db
    .selectFrom('windows_revision')
    .select(['build', 'revision', 'since_ms'])
    .orderBy('build')
    .execute()
  return rows.map(({ build, revision, since_ms }) => ({ build, revision, sinceMs: since_ms }))
}

/** Raises the known revisions; never lowers one. Returns how many rose. */
export async function raiseWindowsRevisions(
  db: Db,
  engine: Engine,
  seen: readonly WindowsRevision[],
): Promise<number> {
  if (seen.length === 0) return 0
  const source = rowsFrom(
    engine,
    { build: 'bigint', revision: 'bigint', since_ms: 'bigint' },
    seen.map(({ build, revision, sinceMs }) => ({ build, revision, since_ms: sinceMs })),
  )
  const raised = await sql`
    insert into windows_revision (build, revision, since_ms)
    select build, revision, since_ms from ${source} where true
    on conflict (build) do update set revision = excluded.revision, since_ms = excluded.since_ms
    where windows_revision.revision < excluded.revision`.execute(db)
  return Number(raised.numAffectedRows ?? 0)
}
