import { sql, type ColumnDefinitionBuilder, type Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()
const primary: Column = (column) => column.primaryKey().notNull()

/** Frozen states in one chain, their parts, and the trends that are made from them. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = db
  const bytes = engine === 'sqlite' ? 'blob' : 'bytea'

  await schema
    .createTable('snapshot')
    .addColumn('number', engine === 'sqlite' ? 'integer' : 'bigint', primary)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', required)
    .addColumn('plan_id', 'text', required)
    .addColumn('plan_version', 'integer', required)
    .addColumn('period', 'text')
    .addColumn('cut_off_ms', 'bigint', required)
    .addColumn('created_ms', 'bigint', required)
    .addColumn('created_by', 'text', required)
    .addColumn('amends_id', 'text')
    .addColumn('reason', 'text')
    .addColumn('previous_hash', 'text')
    .addColumn('hash', 'text', required)
    .addColumn('due_key', 'text', (column) => column.unique())
    .addColumn('agencies', 'integer', required)
    .addColumn('hosts', 'integer', required)
    .addColumn('body', bytes, required)
    .addColumn('body_hash', 'text', required)
    .execute()
  await schema
    .createIndex('snapshot_by_plan')
    .on('snapshot')
    .columns(['plan_id', 'cut_off_ms', 'number'])
    .execute()

  await schema
    .createTable('snapshot_part')
    .addColumn('digest', 'text', primary)
    .addColumn('body', bytes, required)
    .addColumn('body_hash', 'text', required)
    .execute()

  const serial: Column = (column) =>
    engine === 'sqlite'
      ? column.primaryKey().autoIncrement()
      : column.primaryKey().generatedAlwaysAsIdentity()
  const serialType = engine === 'sqlite' ? 'integer' : 'bigint'
  await schema
    .createTable('trend_shape')
    .addColumn('shape', serialType, serial)
    .addColumn('indicator_ids', 'text', (column) => column.notNull().unique())
    .execute()

  await schema
    .createTable('trend')
    .addColumn('plan_id', 'text', required)
    .addColumn('agency_id', 'text', required)
    .addColumn('day', 'text', required)
    .addColumn('snapshot_number', 'bigint', required)
    .addColumn('cut_off_ms', 'bigint', required)
    .addColumn('shape', 'bigint', required)
    .addColumn('points', 'text', required)
    .addPrimaryKeyConstraint('trend_key', ['plan_id', 'agency_id', 'day'])
    // The days of one agency lie beside each other, so that a year is a few pages.
    .modifyEnd(engine === 'sqlite' ? sql`without rowid` : sql``)
    .execute()

  await schema
    .createTable('cut_off_rule')
    .addColumn('id', serialType, serial)
    .addColumn('of', 'text', required)
    .addColumn('month', 'integer', required)
    .addColumn('day', 'integer', required)
    .addColumn('from_day', 'text', required)
    .addColumn('author', 'text', required)
    .addColumn('decided_ms', 'bigint', required)
    .execute()
}
