import { sql, type Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

/**
 * The orders in which hosts are listed most, as indexes with what lists filter by: a page of 100,000 hosts is then a
 * seek and not a sort. How bad a host is follows from its row, so the database works it out and nobody maintains it.
 * A control that is added changes what silence weighs: the column is then made anew, see counted-state.ts.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  // SQLite adds no column whose values it would have to write; PostgreSQL indexes no other.
  const kind = sql.raw(engine === 'sqlite' ? 'virtual' : 'stored')
  const bytes = sql.raw(engine === 'sqlite' ? '' : 'collate "C"')
  await sql`
    alter table host add column trouble bigint generated always as (
      case when silent_since_ms is not null then 1011
        else 1000 * (length(states) - length(replace(states, 'u', '')))
          + (length(states) - length(replace(states, '?', ''))) end) ${kind}`.execute(db)
  const filtered = sql`agency_id, class, silent_since_ms, states`
  await sql`
    create index host_worst on host
      (trouble desc, search_folded ${bytes}, id ${bytes}, ${filtered})`.execute(db)
  await sql`
    create index host_named on host (search_folded ${bytes}, id ${bytes}, ${filtered})`.execute(db)
  // How many hosts a list has is the sum of the counters of one control.
  await sql`create index counter_by_control on counter (control, agency_id)`.execute(db)
}
