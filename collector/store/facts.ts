import { sql } from 'kysely'
import type { ProbeId, Reading } from '#protocol/facts/registry.ts'
import type { HostFacts } from '#domain/control.ts'
import type { Digests } from '#protocol/delta.ts'
import type { Digest, EpochMs, HostId } from '#protocol/values.ts'
import { rowsFrom, type Engine } from './engine.ts'
import type { Db } from './schema.ts'

/** Names one probe of one host. */
export type ProbeKey = { readonly hostId: HostId; readonly probe: ProbeId }

/** The interval of a fact that is open, without its body. */
export type OpenFact = {
  readonly id: number
  readonly digest: Digest
  readonly fromMs: EpochMs
  readonly confirmedMs: EpochMs
}

/** A fact whose interval opens; `closes` is the interval that it ends. */
export type NewFact = ProbeKey & {
  readonly digest: Digest
  readonly body: string
  readonly fromMs: EpochMs
  readonly receivedMs: EpochMs
  readonly closes: number | null
}

/** A look that gave the same bytes as the open interval. */
export type Confirmation = { readonly id: number; readonly confirmedMs: EpochMs }

/** An open fact with its reading. */
export type StoredReading = ProbeKey & {
  readonly reading: Reading
  readonly fromMs: EpochMs
  readonly observedAtMs: EpochMs
}

const keyColumns = { host_id: 'text', probe: 'text' } as const
const rowOfKey = ({ hostId, probe }: ProbeKey) => ({ host_id: hostId, probe })

/** The digests that are held of a host: what its agent need not send again. */
export async function heldDigests(db: Db, hostId: HostId): Promise<Digests> {
  const rows = await db
    .selectFrom('fact')
    .select(['probe', 'digest'])
    .where('host_id', '=', hostId)
    .where('until_ms', 'is', null)
    .execute()
  return Object.fromEntries(rows.map(({ probe, digest }) => [probe, digest]))
}

/** The open intervals of these probes, by `factKey`. A key that is missing: that probe never answered. */
export async function openFacts(
  db: Db,
  engine: Engine,
  keys: readonly ProbeKey[],
): Promise<ReadonlyMap<string, OpenFact>> {
  if (keys.length === 0) return new Map()
  const wanted = rowsFrom(engine, keyColumns, keys.map(rowOfKey))
  const { rows } = await sql<OpenFact & ProbeKey>`
    select f.host_id as "hostId", f.probe as "probe", f.id as "id", f.digest as "digest",
      f.from_ms as "fromMs", f.confirmed_ms as "confirmedMs"
    from ${wanted} cross join fact f
    where f.host_id = r.host_id and f.probe = r.probe and f.until_ms is null`.execute(db)
  return new Map(rows.map((row) => [factKey(row), row]))
}

/** What the open intervals of these probes say; probes that never answered are left out. */
export async function loadReadings(
  db: Db,
  engine: Engine,
  keys: readonly ProbeKey[],
): Promise<StoredReading[]> {
  if (keys.length === 0) return []
  const wanted = rowsFrom(engine, keyColumns, keys.map(rowOfKey))
  const { rows } = await sql<ProbeKey & { body: string; fromMs: number; observedAtMs: number }>`
    select f.host_id as "hostId", f.probe as "probe", f.body as "body",
      f.from_ms as "fromMs", f.confirmed_ms as "observedAtMs"
    from ${wanted} cross join fact f
    where f.host_id = r.host_id and f.probe = r.probe and f.until_ms is null`.execute(db)
  return rows.map(({ body, ...row }) => ({ ...row, reading: readBody(body) }))
}

/** Ends intervals and opens others: facts that changed. */
export async function openNewFacts(
  trx: Db,
  engine: Engine,
  facts: readonly NewFact[],
): Promise<void> {
  if (facts.length === 0) return
  await closeFacts(trx, engine, facts)
  const source = rowsFrom(
    engine,
    {
      host_id: 'text',
      probe: 'text',
      digest: 'text',
      body: 'text',
      from_ms: 'bigint',
      received_ms: 'bigint',
    },
    facts.map((fact) => ({
      ...rowOfKey(fact),
      digest: fact.digest,
      body: fact.body,
      from_ms: fact.fromMs,
      received_ms: fact.receivedMs,
    })),
  )
  await sql`
    insert into fact (host_id, probe, digest, body, from_ms, confirmed_ms, received_ms)
    select host_id, probe, digest, body, from_ms, from_ms, received_ms from ${source}`.execute(trx)
}

async function closeFacts(trx: Db, engine: Engine, facts: readonly NewFact[]): Promise<void> {
  const ended = facts.filter(({ closes }) => closes !== null)
  if (ended.length === 0) return
  const source = rowsFrom(
    engine,
    { id: 'bigint', until_ms: 'bigint', superseded_ms: 'bigint' },
    ended.map(({ closes, fromMs, receivedMs }) => ({
      id: closes,
      until_ms: fromMs,
      superseded_ms: receivedMs,
    })),
  )
  await sql`
    update fact set until_ms = r.until_ms, superseded_ms = r.superseded_ms
    from ${source} where fact.id = r.id`.execute(trx)
}

/** Moves `confirmed_ms` forward; never back. */
export async function confirmFacts(
  trx: Db,
  engine: Engine,
  confirmations: readonly Confirmation[],
): Promise<void> {
  if (confirmations.length === 0) return
  const source = rowsFrom(
    engine,
    { id: 'bigint', confirmed_ms: 'bigint' },
    confirmations.map(({ id, confirmedMs }) => ({ id, confirmed_ms: confirmedMs })),
  )
  await sql`
    update fact set confirmed_ms = r.confirmed_ms
    from ${source} where fact.id = r.id and fact.confirmed_ms < r.confirmed_ms`.execute(trx)
}

/** Readings of one host as its facts; of two readings of one probe the later in the list stands. */
export function hostFacts(
  readings: readonly { probe: ProbeId; reading: Reading; observedAtMs: EpochMs }[],
): HostFacts {
  const facts: { [Id in ProbeId]?: unknown } = {}
  for (const { probe, reading, observedAtMs } of readings) facts[probe] = { reading, observedAtMs }
  // Each reading was parsed by the schema of its own probe, which the type of a list cannot say.
  return facts as HostFacts
}

/** One text for one probe of one host. */
export function factKey({ hostId, probe }: ProbeKey): string {
  return `${hostId} ${probe}`
}

/**
 * A stored body as a reading. It was checked when it was received; what another version stored under another
 * schema was closed when this one opened the database, see facts-schema.ts.
 */
function readBody(body: string): Reading {
  return JSON.parse(body) as Reading
}
