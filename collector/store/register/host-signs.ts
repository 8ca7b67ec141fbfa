import { sql, type RawBuilder } from 'kysely'
import { setImmediate } from 'node:timers/promises'
import type { Facts, Reading } from '#protocol/facts/registry.ts'
import { isUnknown, type EpochMs, type Maybe } from '#protocol/values.ts'
import type { Signs } from '#domain/signs.ts'
import type { Store } from '#collector/deps.ts'
import { lateIdsMax, rowsFrom, type Engine } from '../engine.ts'
import type { Db } from '../schema.ts'

/** The name of a host is in its own row. */
export type HostSigns = Omit<Signs, 'name'>

const metaKey = 'host-signs-fact'
/** Few, because nothing else happens on the thread meanwhile. */
const pageRows = 200

/**
 * Copies what tells hosts apart from the hardware facts that came since the last time.
 * Small and dated, so that the register need not parse the facts of a province to be matched.
 * Returns how many hosts have other signs than before.
 */
export async function refreshHostSigns(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  nowMs: EpochMs,
): Promise<number> {
  let changed = 0
  const done = await readDone(db)
  let after = Math.max(0, done - lateIdsMax(engine))
  for (;;) {
    const page = await hardwareFactsAfter(db, after)
    const last = page.at(-1)
    if (last === undefined) return changed
    after = last.id
    const doneId = String(Math.max(done, after))
    changed += await db.transaction().execute(async (trx) => {
      const written = await writeSigns(trx, engine, { page, nowMs })
      await trx
        .insertInto('meta')
        .values({ key: metaKey, value: doneId })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: doneId }))
        .execute()
      return written
    })
    await setImmediate()
  }
}

async function readDone(db: Db): Promise<number> {
  const found = db.selectFrom('meta').select('value').where('key', '=', metaKey)
  return Number((await found.executeTakeFirst())?.value ?? 0)
}

type HardwareFact = { readonly id: number; readonly host_id: string; readonly body: string }

function hardwareFactsAfter(db: Db, after: number): Promise<HardwareFact[]> {
  return db
    .selectFrom('fact')
    .select(['id', 'host_id', 'body'])
    .where('probe', '=', 'hardware')
    .where('id', '>', after)
    .orderBy('id')
    .limit(pageRows)
    .execute()
}

async function writeSigns(
  trx: Db,
  engine: Engine,
  { page, nowMs }: { page: readonly HardwareFact[]; nowMs: EpochMs },
): Promise<number> {
  const newest = new Map(page.map(({ host_id, body }) => [host_id, body]))
  const ids = [...newest.keys()]
  const known = await signsOf(trx, engine, ids)
  const changed = ids.flatMap((id) => {
    const before = known.get(id) ?? noSigns
    const after = hostSigns(newest.get(id) ?? 'null', before)
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ id, ...after }]
  })
  if (changed.length === 0) return 0
  const source = () =>
    rowsFrom(
      engine,
      { host_id: 'text', serial: 'text', asset_tag: 'text', macs: 'text' },
      changed.map(({ id, serial, assetTag, macs }) => ({
        host_id: id,
        serial,
        asset_tag: assetTag,
        macs: JSON.stringify(macs),
      })),
    )
  await sql`
    update host_signs set superseded_ms = ${nowMs} from ${source()}
    where host_signs.host_id = r.host_id and superseded_ms is null`.execute(trx)
  await sql`
    insert into host_signs (host_id, recorded_ms, serial, asset_tag, macs)
    select r.host_id, cast(${nowMs} as bigint), r.serial, r.asset_tag, r.macs
    from ${source()} where 1 = 1
    on conflict (host_id, recorded_ms) do update set superseded_ms = null,
      serial = excluded.serial, asset_tag = excluded.asset_tag, macs = excluded.macs`.execute(trx)
  return changed.length
}

async function signsOf(
  trx: Db,
  engine: Engine,
  ids: readonly string[],
): Promise<ReadonlyMap<string, HostSigns>> {
  const wanted = rowsFrom(
    engine,
    { host_id: 'text' },
    ids.map((id) => ({ host_id: id })),
  )
  const { rows } = await sql<SignsRow>`
    select s.host_id, s.serial, s.asset_tag, s.macs from ${wanted} cross join host_signs s
    where s.host_id = r.host_id and s.superseded_ms is null`.execute(trx)
  return new Map(rows.map((row) => [row.host_id, signsOfRow(row)]))
}

type SignsRow = {
  host_id: string
  serial: string | null
  asset_tag: string | null
  macs: string
}

const noSigns: HostSigns = { serial: null, assetTag: null, macs: [] }

/** The signs of hosts as they were known at a moment (null: now), of all or of those that were ever of these agencies. */
export async function readHostSigns(
  db: Db,
  knownAtMs: EpochMs | null,
  agencyIds: readonly string[] | null = null,
): Promise<ReadonlyMap<string, HostSigns>> {
  const known =
    knownAtMs === null
      ? sql`s.superseded_ms is null`
      : sql`s.recorded_ms <= ${knownAtMs}
          and (s.superseded_ms is null or s.superseded_ms > ${knownAtMs})`
  const { rows } = await sql<SignsRow>`
    select s.host_id, s.serial, s.asset_tag, s.macs from host_signs s
    where ${known} and ${everOf(agencyIds)}`.execute(db)
  return new Map(rows.map((row) => [row.host_id, signsOfRow(row)]))
}

/** Some more than are asked for: hosts that have left these agencies are among them. */
function everOf(agencyIds: readonly string[] | null): RawBuilder<unknown> {
  if (agencyIds === null) return sql`1 = 1`
  const ids = sql.join(agencyIds.length > 0 ? agencyIds : [null])
  return sql`s.host_id in (select ha.host_id from host_agency ha where ha.agency_id in (${ids}))`
}

function signsOfRow({ serial, asset_tag, macs }: SignsRow): HostSigns {
  return { serial, assetTag: asset_tag, macs: JSON.parse(macs) as string[] }
}

/** What a hardware reading says; what it could not look at stays as it was known before. */
function hostSigns(body: string, before: HostSigns): HostSigns {
  const reading = JSON.parse(body) as Reading<'hardware'>
  if (reading.state === 'unknown') return before
  const { serial, assetTag, interfaces } = reading.facts
  const known = <T>(value: Maybe<T>, otherwise: T) => (isUnknown(value) ? otherwise : value)
  return {
    serial: known(serial, before.serial),
    assetTag: known(assetTag, before.assetTag),
    macs: isUnknown(interfaces) ? before.macs : macsOf(interfaces),
  }
}

type Interfaces = Exclude<Facts<'hardware'>['interfaces'], { state: 'unknown' }>

function macsOf(interfaces: Interfaces): string[] {
  return interfaces
    .flatMap(({ mac, isPhysical }) => (mac !== null && isPhysical ? [mac] : []))
    .sort()
}
