import { sql } from 'kysely'
import { setImmediate } from 'node:timers/promises'
import type { Store } from '#collector/deps.ts'
import type { Facts, Reading } from '#protocol/facts/registry.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { isWithinNetworks } from '#protocol/networks.ts'
import { hostId, type EpochMs } from '#protocol/values.ts'
import { loadFacts, type HeldFact } from '../facts.ts'
import type { Db } from '../schema.ts'
import { declaredNetworks } from './declared-networks.ts'

/** Names the maker of a MAC; null: the registry names none. */
export type VendorOf = (mac: string) => string | null

/** Few, because nothing else happens on the thread meanwhile. */
const pageRows = 100
const rowsPerStatement = 200

type Refresh = {
  readonly nowMs: EpochMs
  /** Asked for once a run, and only where a device is new. */
  readonly vendors: () => Promise<VendorOf>
}

/**
 * Takes over what hosts tell of their neighbours, as far as it lies in the networks that the register of their agency
 * declares. The same facts give the same rows. Returns how many hosts had something new to tell.
 */
export async function refreshNeighbours(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  { nowMs, vendors }: Refresh,
): Promise<number> {
  const networks = await declaredNetworks(db, nowMs)
  const agencyIds = [...networks.keys()]
  if (agencyIds.length === 0) return 0
  let taken = 0
  let after = ''
  let vendorOf: VendorOf | null = null
  const naming = async () => (vendorOf ??= await vendors())
  for (;;) {
    const hosts = await hostsAfter(db, agencyIds, after)
    const last = hosts.at(-1)
    if (last === undefined) return taken
    after = last.id
    const held = await loadFacts(
      db,
      engine,
      hosts.map(({ id, facts }) => ({ id: hostId.parse(id), facts: neighboursAlone(facts) })),
    )
    const looks = hosts.flatMap(({ id, agency_id: agencyId }) => {
      const fact = held.get(hostId.parse(id))?.neighbours
      const own = networks.get(agencyId)
      return fact && own ? [{ hostId: id, agencyId, fact, networks: own }] : []
    })
    const fresh = await stillUnread(db, looks)
    for (const look of fresh) await takeOver(db, look, naming)
    taken += fresh.length
    await setImmediate()
  }
}

/** The hosts of agencies that have ever told of neighbours, in the order of their ids. */
async function hostsAfter(db: Db, agencyIds: readonly string[], after: string) {
  return db
    .selectFrom('host')
    .select(['id', 'agency_id', 'facts'])
    .where('id', '>', after)
    .where('agency_id', 'in', agencyIds)
    .where('facts', 'like', '%"neighbours":%')
    .orderBy('id')
    .limit(pageRows)
    .execute()
}

/** The pointer to one probe, so that no other is read. */
function neighboursAlone(facts: string): string {
  const { neighbours } = JSON.parse(facts) as { neighbours?: unknown }
  return JSON.stringify({ neighbours })
}

type HostLook = {
  readonly hostId: string
  readonly agencyId: string
  readonly fact: HeldFact
  readonly networks: readonly string[]
}

/** Those that say something new, or the same again after a day, or whose agency declares other networks. */
async function stillUnread(db: Db, looks: readonly HostLook[]): Promise<readonly HostLook[]> {
  if (looks.length === 0) return []
  const rows = await db
    .selectFrom('neighbour_look')
    .selectAll()
    .where(
      'host_id',
      'in',
      looks.map((look) => look.hostId),
    )
    .execute()
  const read = new Map(rows.map((row) => [row.host_id, row]))
  return looks.filter(({ hostId: id, agencyId, fact, networks }) => {
    const row = read.get(id)
    return (
      row === undefined ||
      row.fact_id !== fact.id ||
      row.agency_id !== agencyId ||
      row.networks !== networks.join(' ') ||
      fact.confirmedMs - row.looked_ms >= dayMs
    )
  })
}

async function takeOver(db: Db, look: HostLook, naming: () => Promise<VendorOf>): Promise<void> {
  const { hostId: id, agencyId, fact, networks } = look
  const seen = seenIn(fact, networks)
  const vendors = await vendorsOf(db, { agencyId, macs: seen.map(({ mac }) => mac) }, naming)
  await db.transaction().execute(async (trx) => {
    for (let start = 0; start < seen.length; start += rowsPerStatement) {
      const some = seen.slice(start, start + rowsPerStatement)
      await writeNeighbours(trx, look, { some, vendors })
      await writeSights(trx, look, some)
    }
    const read = {
      agency_id: agencyId,
      fact_id: fact.id,
      networks: networks.join(' '),
      looked_ms: fact.confirmedMs,
    }
    await trx
      .insertInto('neighbour_look')
      .values({ host_id: id, ...read })
      .onConflict((conflict) => conflict.column('host_id').doUpdateSet(read))
      .execute()
  })
}

type Seen = Facts<'neighbours'>['neighbours']

function seenIn(fact: HeldFact, networks: readonly string[]): Seen {
  const reading = JSON.parse(fact.body) as Reading<'neighbours'>
  if (reading.state === 'unknown') return []
  return reading.facts.neighbours.filter(({ address }) => isWithinNetworks(address, networks))
}

/** Makers of the devices that are new to an agency. */
async function vendorsOf(
  db: Db,
  { agencyId, macs }: { readonly agencyId: string; readonly macs: readonly string[] },
  naming: () => Promise<VendorOf>,
): Promise<ReadonlyMap<string, string | null>> {
  if (macs.length === 0) return new Map()
  const rows = await db
    .selectFrom('neighbour')
    .select('mac')
    .where('agency_id', '=', agencyId)
    .where('mac', 'in', macs)
    .execute()
  const known = new Set(rows.map(({ mac }) => mac))
  const fresh = macs.filter((mac) => !known.has(mac))
  if (fresh.length === 0) return new Map()
  const vendorOf = await naming()
  return new Map(fresh.map((mac) => [mac, vendorOf(mac)]))
}

type Writing = { readonly some: Seen; readonly vendors: ReadonlyMap<string, string | null> }

async function writeNeighbours(trx: Db, look: HostLook, { some, vendors }: Writing): Promise<void> {
  const { agencyId, fact } = look
  const rows = some.map(({ mac, address, isGateway }) => ({
    agency_id: agencyId,
    mac,
    address,
    is_gateway: isGateway ? (1 as const) : (0 as const),
    vendor: vendors.get(mac) ?? null,
    first_ms: fact.fromMs,
    last_ms: fact.confirmedMs,
  }))
  const newest = (column: string) => sql<never>`case when excluded.last_ms >= neighbour.last_ms
    then excluded.${sql.id(column)} else neighbour.${sql.id(column)} end`
  await trx
    .insertInto('neighbour')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['agency_id', 'mac']).doUpdateSet({
        address: newest('address'),
        // One machine may not know the gateway of another.
        is_gateway: sql<never>`case when excluded.is_gateway = 1 then 1
          when neighbour.last_ms < ${fact.confirmedMs - dayMs} then 0 else neighbour.is_gateway end`,
        first_ms: sql<never>`case when excluded.first_ms < neighbour.first_ms
          then excluded.first_ms else neighbour.first_ms end`,
        last_ms: newest('last_ms'),
      }),
    )
    .execute()
}

async function writeSights(trx: Db, look: HostLook, some: Seen): Promise<void> {
  const { agencyId, hostId: id, fact } = look
  const rows = some.map(({ mac }) => ({
    agency_id: agencyId,
    mac,
    host_id: id,
    last_ms: fact.confirmedMs,
  }))
  await trx
    .insertInto('neighbour_sight')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['agency_id', 'mac', 'host_id']).doUpdateSet({ last_ms: fact.confirmedMs }),
    )
    .execute()
}
