import { sql } from 'kysely'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import { hostClasses, type HostClass, type VerdictState } from '#protocol/values.ts'
import { asCounted, stateBeforeFirstReport } from '#domain/silence.ts'
import type { Engine } from './engine.ts'
import type { Db } from './schema.ts'

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

type Population = { agency_id: string; class: HostClass; is_silent: number; hosts: number }
type Judged = Population & { control: ControlId; state: VerdictState }
type Counted = Map<string, Counts>

/**
 * Counts all hosts anew from hosts, verdicts and silences, and returns the counters that differ.
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
  const isSilent = sql`case when s.host_id is null then 0 else 1 end`
  const silent = sql`left join silence s on s.host_id = h.id and s.until_ms is null`
  const populations = await sql<Population>`
    select h.agency_id, h.class, ${isSilent} as is_silent, count(*) as hosts
    from host h ${silent} group by 1, 2, 3`.execute(trx)
  const judged = await sql<Judged>`
    select h.agency_id, h.class, ${isSilent} as is_silent, v.control, v.state, count(*) as hosts
    from verdict v join host h on h.id = v.subject_id ${silent}
    where v.subject_kind = 'host' and v.until_ms is null group by 1, 2, 3, 4, 5`.execute(trx)
  const counted: Counted = new Map()
  for (const population of populations.rows) {
    for (const control of controlIds) {
      add(counted, { ...population, control, state: stateBeforeFirstReport(control) })
    }
  }
  for (const row of judged.rows) {
    add(counted, { ...row, state: stateBeforeFirstReport(row.control), hosts: -row.hosts })
    add(counted, row)
  }
  return counted
}

function add(counted: Counted, row: Judged): void {
  const key = keyOf(row.agency_id, row.class, row.control)
  const counts = counted.get(key) ?? noHosts()
  const state = asCounted(row.control, row.state, row.is_silent === 1)
  counts[state === 'not-applicable' ? 'not_applicable' : state] += row.hosts
  counted.set(key, counts)
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
