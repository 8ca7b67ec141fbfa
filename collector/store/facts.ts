import { sql } from 'kysely'
import { hash } from 'node:crypto'
import type { Store } from '#collector/deps.ts'
import type { HostFacts } from '#domain/control.ts'
import type { Digests } from '#protocol/delta.ts'
import { probeIds, type ProbeId, type Reading } from '#protocol/facts/registry.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { rowsFrom, type Engine } from './engine.ts'
import type { Db } from './schema.ts'

/** The newest answer of one probe of a host. */
export type HeldFact = {
  /** Of the bundle that holds it; its probe names it there. */
  readonly id: number
  readonly fromMs: EpochMs
  /** The last look that gave the same bytes. */
  readonly confirmedMs: EpochMs
  /** This version would not accept it: it was so until the last look, and what follows it is asked for. */
  readonly isEnded: boolean
  /** Not parsed: most of them are not read again before the next one comes. */
  readonly body: string
  /** The body, once a control had to read it although it had not changed. */
  parsed?: Reading
}

/** What is held of a host. A missing key: that probe never answered. */
export type HeldFacts = { readonly [Id in ProbeId]?: HeldFact }

/** Where the newest facts of a host stand, as its row says it: `{"os":[id, confirmedMs]}`, a third item if ended. */
type Pointers = { readonly [Id in ProbeId]?: readonly [number, EpochMs, 'ended'?] }

/** The pointers to held facts, as the row of the host holds them. */
export function packFacts(held: HeldFacts): string {
  let pointers = ''
  for (const probe of probeIds) {
    const fact = held[probe]
    if (fact === undefined) continue
    const { id, confirmedMs, isEnded } = fact
    pointers += `${pointers && ','}"${probe}":[${id},${confirmedMs}${isEnded ? ',"ended"' : ''}]`
  }
  return `{${pointers}}`
}

/** The digests that are held of a host: what its agent need not send again. */
export async function heldDigests(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  hostId: HostId,
): Promise<Digests> {
  const held = (await loadFactsOf(db, engine, [hostId])).get(hostId) ?? {}
  return Object.fromEntries(
    eachFact(held).flatMap(([probe, { body, isEnded }]) =>
      isEnded ? [] : [[probe, hash('sha256', body)]],
    ),
  )
}

/** Reads what is held of hosts, whose pointers are given. */
export async function loadFacts(
  db: Db,
  engine: Engine,
  hosts: readonly { readonly id: HostId; readonly facts: string }[],
): Promise<ReadonlyMap<HostId, HeldFacts>> {
  const pointed = hosts.map(({ id, facts }) => ({
    id,
    pointers: eachFact(JSON.parse(facts) as Pointers),
  }))
  const ids = new Set(pointed.flatMap(({ pointers }) => pointers.map(([, [id]]) => id)))
  const facts = await readFacts(db, engine, ids)
  return new Map(
    pointed.map(({ id, pointers }) => [
      id,
      Object.fromEntries(
        pointers.map(([probe, [bundle, confirmedMs, ended]]) => {
          const fact = facts.get(`${bundle} ${probe}`)
          if (fact === undefined) throw new Error(`host ${id} points to no ${probe} in ${bundle}`)
          return [probe, { ...fact, confirmedMs, isEnded: ended !== undefined }]
        }),
      ),
    ]),
  )
}

/** Reads what is held of hosts, by their ids alone. */
export async function loadFactsOf(
  db: Db,
  engine: Engine,
  hostIds: readonly HostId[],
): Promise<ReadonlyMap<HostId, HeldFacts>> {
  if (hostIds.length === 0) return new Map()
  const hosts = await db
    .selectFrom('host')
    .select(['id', 'facts'])
    .where('id', 'in', hostIds)
    .execute()
  return loadFacts(db, engine, hosts)
}

type FactBody = Pick<HeldFact, 'id' | 'fromMs' | 'body'>

/** The facts of these bundles, by bundle and probe. */
async function readFacts(
  db: Db,
  engine: Engine,
  ids: ReadonlySet<number>,
): Promise<ReadonlyMap<string, FactBody>> {
  if (ids.size === 0) return new Map()
  const wanted = rowsFrom(
    engine,
    { id: 'bigint' },
    [...ids].map((id) => ({ id })),
  )
  const { rows } = await sql<FactBody & { probe: ProbeId }>`
    select f.id as "id", f.probe as "probe", f.from_ms as "fromMs", f.body as "body"
    from ${wanted} cross join fact f where f.id = r.id`.execute(db)
  return new Map(rows.map(({ probe, ...fact }) => [`${fact.id} ${probe}`, fact]))
}

/** A fact as it stood at a moment. */
export type FactAt = {
  readonly id: number
  readonly probe: ProbeId
  readonly body: string
  readonly fromMs: EpochMs
  readonly receivedMs: EpochMs
  /** The last look at it, as far as it was kept. */
  readonly confirmedMs: EpochMs
  /** When it ended: the next of its probe began, or it was ended. Null: it stands. */
  readonly untilMs: EpochMs | null
}

/**
 * The facts of a host from the newest back to those that stood at `atMs`, newest first.
 * Each fact names the one that it ended, so the past is walked and needs no index.
 */
export async function factsSince(
  { reader, engine }: Pick<Store, 'reader' | 'engine'>,
  hostId: HostId,
  atMs: EpochMs,
): Promise<readonly FactAt[]> {
  const pointers = eachFact(await pointersOf(reader, hostId))
  const newest = rowsFrom(
    engine,
    { newest_id: 'bigint', newest_probe: 'text', last_look_ms: 'bigint', ended_ms: 'bigint' },
    pointers.map(([probe, [id, confirmedMs, ended]]) => ({
      newest_id: id,
      newest_probe: probe,
      last_look_ms: confirmedMs,
      ended_ms: ended ? confirmedMs : null,
    })),
  )
  const { rows } = await sql<FactAt>`
    with recursive line as (
      select f.*, r.last_look_ms as confirmed_ms, r.ended_ms as until_ms
      from ${newest} cross join fact f where f.id = r.newest_id and f.probe = r.newest_probe
      union all
      select f.*, l.follows_confirmed_ms, l.from_ms from line l cross join fact f
      where f.id = l.follows and f.probe = l.probe and l.from_ms > ${atMs})
    select id as "id", probe as "probe", body as "body", from_ms as "fromMs",
      received_ms as "receivedMs", confirmed_ms as "confirmedMs", until_ms as "untilMs"
    from line order by id desc`.execute(reader)
  return rows
}

async function pointersOf(db: Db, hostId: HostId): Promise<Pointers> {
  const host = await db
    .selectFrom('host')
    .select('facts')
    .where('id', '=', hostId)
    .executeTakeFirst()
  return JSON.parse(host?.facts ?? '{}') as Pointers
}

/** Held facts of the probes that are read, as controls read them; `readings`: those that are parsed already. */
export function hostFacts(
  held: HeldFacts,
  reads: Iterable<ProbeId>,
  readings: ReadonlyMap<ProbeId, Reading> = new Map(),
): HostFacts {
  const facts: { [Id in ProbeId]?: unknown } = {}
  for (const probe of reads) {
    const fact = held[probe]
    if (fact === undefined || fact.isEnded) continue
    const reading = readings.get(probe) ?? (fact.parsed ??= readBody(fact.body))
    facts[probe] = { reading, observedAtMs: fact.confirmedMs }
  }
  // Each reading was checked by the schema of its own probe, which the type of a list cannot say.
  return facts as HostFacts
}

function eachFact<Fact>(facts: { readonly [Id in ProbeId]?: Fact }): [ProbeId, Fact][] {
  return probeIds.flatMap((probe): [ProbeId, Fact][] => {
    const fact = facts[probe]
    return fact === undefined ? [] : [[probe, fact]]
  })
}

/**
 * A stored body as a reading. It was checked when it was received; what another version stored under another
 * schema was ended when this one opened the database, see facts-schema.ts.
 */
function readBody(body: string): Reading {
  return JSON.parse(body) as Reading
}
