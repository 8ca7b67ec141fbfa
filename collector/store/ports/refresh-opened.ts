import { sql } from 'kysely'
import { setImmediate } from 'node:timers/promises'
import type { Reading } from '#protocol/facts/registry.ts'
import type { EpochMs } from '#protocol/values.ts'
import { changedPorts, isWholeList, type Port } from '#domain/opened-ports.ts'
import type { Store } from '#collector/deps.ts'
import { lateIdsMax } from '../engine.ts'
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
      for (const fact of page) if (await writeChange(trx, fact)) changed.add(fact.host_id)
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

async function writeChange(trx: Db, fact: PortFact): Promise<boolean> {
  const after = JSON.parse(fact.body) as Reading<'ports'>
  if (after.state === 'unknown') return false
  const before = await readBefore(trx, fact.follows)
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
async function readBefore(trx: Db, follows: number | null): Promise<Reading<'ports'> | null> {
  let id = follows
  for (let looks = 0; id !== null && looks < blindLooksMax; looks += 1) {
    const row: PortFact | undefined = await trx
      .selectFrom('fact')
      .select(factColumns)
      .where('id', '=', id)
      .where('probe', '=', 'ports')
      .executeTakeFirst()
    if (row === undefined) return null
    const reading = JSON.parse(row.body) as Reading<'ports'>
    if (reading.state !== 'unknown') return reading
    id = row.follows
  }
  return null
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
