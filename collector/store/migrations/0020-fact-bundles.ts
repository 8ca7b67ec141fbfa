import { sql, type Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

/**
 * All facts of one report in one row: a row costs more than the bytes in it. `fact` becomes a view that tells them
 * one by one under the names that it had as a table; a fact that was stored before is the only one of its row.
 * Digests go: they follow from the bytes.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const isJson = engine === 'sqlite' ? sql`json_valid(parts)` : sql`parts::json is not null`
  await sql`alter table fact rename to fact_bundle`.execute(db)
  await db.schema
    .alterTable('fact_bundle')
    .addColumn('parts', 'text', (column) => column.notNull().defaultTo('{}').check(isJson))
    .execute()
  await sql`
    update fact_bundle set parts = '{"' || probe || '":[' || from_ms || ','
      || coalesce(cast(follows as text), 'null') || ','
      || coalesce(cast(follows_confirmed_ms as text), 'null') || ',1,' || length(body) || ']}'`.execute(
    db,
  )
  for (const column of ['probe', 'digest', 'from_ms', 'follows', 'follows_confirmed_ms']) {
    await db.schema.alterTable('fact_bundle').dropColumn(column).execute()
  }
  await sql`alter table fact_bundle rename column body to bodies`.execute(db)
  await (engine === 'sqlite' ? sqliteView : postgresView).execute(db)
}

const sqliteView = sql`
  create view fact as
  select b.id, b.host_id, p.key as probe, b.received_ms, p.value ->> 0 as from_ms,
    p.value ->> 1 as follows, p.value ->> 2 as follows_confirmed_ms,
    substr(b.bodies, p.value ->> 3, p.value ->> 4) as body
  from fact_bundle b cross join json_each(b.parts) p`

const postgresView = sql`
  create view fact as
  select b.id, b.host_id, p.key as probe, b.received_ms, (p.value ->> 0)::bigint as from_ms,
    (p.value ->> 1)::bigint as follows, (p.value ->> 2)::bigint as follows_confirmed_ms,
    substr(b.bodies, (p.value ->> 3)::int, (p.value ->> 4)::int) as body
  from fact_bundle b cross join lateral json_each(b.parts::json) p`
