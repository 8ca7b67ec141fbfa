import { sql, type RawBuilder } from 'kysely'
import type { SeenNeighbour } from '#domain/neighbours.ts'
import type { EpochMs } from '#protocol/values.ts'
import { isChosen, type Scope } from '../population.ts'
import type { Db } from '../schema.ts'

const within = (scope: Scope): RawBuilder<unknown> =>
  sql`n.agency_id in (select a.id from agency a
    where ${isChosen({ scope, asOfMs: null }, 'counted')})`

/** What was seen on the networks of the agencies of a scope that count, the newest decision with it. */
export async function readNeighbours(db: Db, scope: Scope): Promise<SeenNeighbour[]> {
  const { rows } = await sql<NeighbourRow>`
    select n.agency_id as "agencyId", n.mac as mac, n.address as address,
      n.is_gateway as "isGateway", n.vendor as vendor, n.first_ms as "firstMs",
      n.last_ms as "lastMs", (select count(*) from neighbour_sight s
        where s.agency_id = n.agency_id and s.mac = n.mac) as "seenBy",
      d.id as revision, d.reason as reason, d.author as author, d.decided_ms as "decidedMs"
    from neighbour n left join neighbour_decision d on d.id = (
      select max(o.id) from neighbour_decision o where o.agency_id = n.agency_id and o.mac = n.mac)
    where ${within(scope)}`.execute(db)
  return rows.map(({ isGateway, seenBy, revision, reason, author, decidedMs, ...row }) => ({
    ...row,
    isGateway: isGateway === 1,
    seenBy: Number(seenBy),
    revision: Number(revision ?? 0),
    ignored: reason === null ? null : { reason, by: author ?? '', atMs: decidedMs ?? 0 },
  }))
}

type NeighbourRow = Omit<SeenNeighbour, 'isGateway' | 'ignored' | 'revision' | 'seenBy'> & {
  readonly isGateway: 0 | 1
  readonly seenBy: number | string
  readonly revision: number | string | null
  readonly reason: string | null
  readonly author: string | null
  readonly decidedMs: EpochMs | null
}

/** The agencies of a scope of which a machine has looked at a declared network: elsewhere nothing was looked for. */
export async function agenciesThatLooked(db: Db, scope: Scope): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct n.agency_id as id from neighbour_look n where ${within(scope)}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Deletes what was not seen since; returns how many devices that were. */
export async function deleteOldNeighbours(db: Db, beforeMs: EpochMs): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await trx.deleteFrom('neighbour_sight').where('last_ms', '<', beforeMs).execute()
    await trx.deleteFrom('neighbour_look').where('looked_ms', '<', beforeMs).execute()
    const { numDeletedRows } = await trx
      .deleteFrom('neighbour')
      .where('last_ms', '<', beforeMs)
      .executeTakeFirst()
    await sql`delete from neighbour_decision where decided_ms < ${beforeMs} and not exists (
      select 1 from neighbour n where n.agency_id = neighbour_decision.agency_id
        and n.mac = neighbour_decision.mac)`.execute(trx)
    return Number(numDeletedRows)
  })
}
