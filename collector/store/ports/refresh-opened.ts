import { sql } from 'kysely'
import { setImmediate } from 'node:timers/promises'
import type { Reading } from '#protocol/facts/registry.ts'
import type { EpochMs } from '#protocol/values.ts'
import { changedPorts, isWholeList, type Port } from '#domain/opened-ports.ts'
import type { Store } from '#collector/deps.ts'
import { lateIdsMax, rowsFrom, type Engine } from '../engine.ts'
import type { Db } from '../schema.ts'

const metaKey = 'port-change-fact'
/** Few, because nothing else happens on the thread meanwhile. */
const pageRows = 100
/** So many looks that saw nothing are passed over to find the one before. */
const blindLooksMax = 50

/**
 * Writes down which ports began and ceased to listen, from the facts that came since the last time.
 * The same facts give the same rows however often they are looked at. Returns how many hosts changed.
 */
export async function refreshOpenedPorts({
  db,
  engine,
}: Pick<Store, 'db' | 'engine'>): Promise<number> {
  const changed = new Set<string>()
  const done = await readDone(db)
  let after = Math.max(0, done - lateIdsMax(engine))
  for (;;) {
    const page = await portFactsAfter(db, after)
    const last = page.at(-1)
    if (last === undefined) return changed.size
    after = last.id
    const doneId = String(Math.max(done, after))
    await db.transaction().execute(async (trx) => {
      const followed = await readFollowed(trx, engine, page)
      for (const fact of page) {
        const before = fact.follows === null ? undefined : followed.get(fact.follows)
        if (await writeChange(trx, fact, before)) changed.add(fact.host_id)
      }
      await trx
        .insertInto('meta')
        .values({ key: metaKey, value: doneId })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: doneId }))
        .execute()
    })
    await setImmediate()
  }
}

async function readDone(db: Db): Promise<number> {
  const found = db.selectFrom('meta').select('value').where('key', '=', metaKey)
  return Number((await found.executeTakeFirst())?.value ?? 0)
}

type PortFact = {
  readonly id: number
  readonly host_id: string
  readonly body: string
  readonly from_ms: EpochMs
  readonly follows: number | null
}

const factColumns = ['id', 'host_id', 'body', 'from_ms', 'follows'] as const

function portFactsAfter(db: Db, after: number): Promise<PortFact[]> {
  return db
    .selectFrom('fact')
    .select(factColumns)
    .where('probe', '=', 'ports')
    .where('id', '>', after)
    .orderBy('id')
    .limit(pageRows)
    .execute()
}

/** What the facts of a page follow, by its id, in one statement: one for each of them costs more than all else here. */
async function readFollowed(
  trx: Db,
  engine: Engine,
  page: readonly PortFact[],
): Promise<ReadonlyMap<number, PortFact>> {
  const ids = page.flatMap(({ follows }) => (follows === null ? [] : [{ id: follows }]))
  const { rows } = await sql<PortFact>`
    select f.id, f.host_id, f.body, f.from_ms, f.follows
    from ${rowsFrom(engine, { id: 'bigint' }, ids)} cross join fact f
    where f.id = r.id and f.probe = 'ports'`.execute(trx)
  return new Map(rows.map((row) => [row.id, row]))
}

async function writeChange(
  trx: Db,
  fact: PortFact,
  followed: PortFact | undefined,
): Promise<boolean> {
  const after = JSON.parse(fact.body) as Reading<'ports'>
  if (after.state === 'unknown') return false
  const before = await readBefore(trx, followed)
  if (before === null) return false
  const { opened, closed } = changedPorts(before, after)
  // A list that was cut off says nothing of what it does not name.
  const [begun, ceased] = [isWholeList(before) ? opened : [], isWholeList(after) ? closed : []]
  const at = { hostId: fact.host_id, atMs: fact.from_ms }
  for (const port of ceased) await writeClosed(trx, port, at)
  for (const port of begun) await writeOpened(trx, port, at)
  return begun.length + ceased.length > 0
}

/** What the last look that saw anything had seen; null: there was none. */
async function readBefore(
  trx: Db,
  followed: PortFact | undefined,
): Promise<Reading<'ports'> | null> {
  let row = followed
  for (let looks = 0; row !== undefined && looks < blindLooksMax; looks += 1) {
    const reading = JSON.parse(row.body) as Reading<'ports'>
    if (reading.state !== 'unknown') return reading
    row = row.follows === null ? undefined : await readPortFact(trx, row.follows)
  }
  return null
}

function readPortFact(trx: Db, id: number): Promise<PortFact | undefined> {
  return trx
    .selectFrom('fact')
    .select(factColumns)
    .where('id', '=', id)
    .where('probe', '=', 'ports')
    .executeTakeFirst()
}

type At = { readonly hostId: string; readonly atMs: EpochMs }

const isOf = ({ transport, port }: Port, { hostId }: At) =>
  sql`host_id = ${hostId} and transport = ${transport} and port = ${port}`

/** Ends what is open; of a port that was open at the first look, only the end is known. */
async function writeClosed(trx: Db, port: Port, at: At): Promise<void> {
  await sql`update port_change set closed_ms = ${at.atMs}
    where ${isOf(port, at)} and closed_ms is null and opened_ms < ${at.atMs}`.execute(trx)
  await sql`insert into port_change (host_id, transport, port, opened_ms, closed_ms, is_reopened)
    select ${at.hostId}, ${port.transport}, cast(${port.port} as integer), null,
      cast(${at.atMs} as bigint), 0
    where not exists (select 1 from port_change where ${isOf(port, at)})`.execute(trx)
}

async function writeOpened(trx: Db, port: Port, at: At): Promise<void> {
  await sql`insert into port_change (host_id, transport, port, opened_ms, closed_ms, is_reopened)
    select ${at.hostId}, ${port.transport}, cast(${port.port} as integer),
      cast(${at.atMs} as bigint), null,
      case when exists (select 1 from port_change where ${isOf(port, at)}
        and closed_ms <= ${at.atMs}) then 1 else 0 end
    where not exists (
      select 1 from port_change where ${isOf(port, at)} and opened_ms = ${at.atMs})`.execute(trx)
}
