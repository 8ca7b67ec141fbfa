import { sql } from 'kysely'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import { hostClasses, type HostClass } from '#protocol/values.ts'
import { countedStates } from './counted-state.ts'
import type { Engine } from './engine.ts'
import { newestPosture } from './postures.ts'
import type { Db } from './schema.ts'
import { statesBeforeFirstReport, type PackedStates } from './states.ts'

/** Hosts by state, under the names of the table. */
export type Counts = { met: number; unmet: number; unknown: number; not_applicable: number }

/** A counter that does not say what the hosts say. */
export type CounterDifference = {
  readonly agencyId: string
  readonly class: HostClass
  readonly control: ControlId
  readonly held: Counts
  readonly counted: Counts
}

type Alike = {
  agency_id: string
  class: HostClass
  is_silent: 0 | 1
  states: PackedStates
  hosts: number
}
type Counted = Map<string, Counts>

/**
 * Counts all hosts anew from hosts, postures and silences, and returns the counters that differ.
 * An empty list is the rule; anything else is a bug, or a hand in the database.
 */
export async function recount(db: Db): Promise<readonly CounterDifference[]> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => compare(trx))
}

/** Recounts and writes what differs. Reports wait meanwhile. Returns what was put right. */
export async function repairCounters(
  db: Db,
  engine: Engine,
): Promise<readonly CounterDifference[]> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      if (engine === 'postgres') await sql`lock table counter in exclusive mode`.execute(trx)
      const differences = await compare(trx)
      for (const { agencyId, class: hostClass, control, counted } of differences) {
        await trx
          .insertInto('counter')
          .values({ agency_id: agencyId, class: hostClass, control, ...counted })
          .onConflict((conflict) =>
            conflict.columns(['agency_id', 'class', 'control']).doUpdateSet(counted),
          )
          .execute()
      }
      return differences
    })
}

async function compare(trx: Db): Promise<CounterDifference[]> {
  const counted = await countHosts(trx)
  const held: Counted = new Map()
  for (const { agency_id, class: hostClass, control, ...counts } of await trx
    .selectFrom('counter')
    .selectAll()
    .execute()) {
    held.set(keyOf(agency_id, hostClass, control), counts)
  }
  const agencies = await trx.selectFrom('agency').select('id').orderBy('id').execute()
  return agencies.flatMap(({ id }) =>
    hostClasses.flatMap((hostClass) =>
      controlIds.flatMap((control) => {
        const key = keyOf(id, hostClass, control)
        const pair = { held: held.get(key) ?? noHosts(), counted: counted.get(key) ?? noHosts() }
        if (isEqual(pair.held, pair.counted)) return []
        return [{ agencyId: id, class: hostClass, control, ...pair }]
      }),
    ),
  )
}

async function countHosts(trx: Db): Promise<Counted> {
  const { rows } = await sql<Alike>`
    select h.agency_id, h.class, case when s.host_id is null then 0 else 1 end as is_silent,
      coalesce(v.states, ${sql.lit(statesBeforeFirstReport)}) as states, count(*) as hosts
    from host h left join silence s on s.host_id = h.id and s.until_ms is null
      left join posture v on v.id = ${newestPosture(sql.ref('h.id'))}
    group by 1, 2, 3, 4`.execute(trx)
  const counted: Counted = new Map()
  for (const row of rows) {
    for (const [control, state] of countedStates(row.states, row.is_silent === 1)) {
      const key = keyOf(row.agency_id, row.class, control)
      const counts = counted.get(key) ?? noHosts()
      counts[state === 'not-applicable' ? 'not_applicable' : state] += row.hosts
      counted.set(key, counts)
    }
  }
  return counted
}

const keyOf = (agencyId: string, hostClass: HostClass, control: ControlId) =>
  `${agencyId}\n${hostClass}\n${control}`

const noHosts = (): Counts => ({ met: 0, unmet: 0, unknown: 0, not_applicable: 0 })

function isEqual(left: Counts, right: Counts): boolean {
  return (
    left.met === right.met &&
    left.unmet === right.unmet &&
    left.unknown === right.unknown &&
    left.not_applicable === right.not_applicable
  )
}
