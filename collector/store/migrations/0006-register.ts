import { sql, type ColumnDefinitionBuilder, type Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()

/** What agencies declare, which host is which machine of it, and the signs of hosts. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = db
  const serialType = engine === 'sqlite' ? 'integer' : 'bigint'
  const serial: Column = (column) =>
    engine === 'sqlite'
      ? column.primaryKey().autoIncrement()
      : column.primaryKey().generatedAlwaysAsIdentity()

  await schema
    .createTable('entry')
    .addColumn('row_id', serialType, serial)
    .addColumn('entry_id', 'text', required)
    .addColumn('kind', 'text', required)
    .addColumn('agency_id', 'text', required)
    .addColumn('body', 'text', required)
    .addColumn('code_folded', 'text')
    .addColumn('search_folded', 'text', required)
    .addColumn('class', 'text')
    .addColumn('state', 'text')
    .addColumn('from_day', 'text', required)
    .addColumn('recorded_ms', 'bigint', required)
    .addColumn('superseded_ms', 'bigint')
    .addColumn('superseded_by', 'bigint')
    .addColumn('is_withdrawn', 'integer', required)
    .addColumn('actor', 'text', required)
    .addColumn('evidence', 'text')
    .addColumn('import_id', 'text')
    .execute()
  await schema
    .createIndex('entry_by_entry')
    .on('entry')
    .columns(['entry_id', 'from_day', 'row_id'])
    .execute()
  await schema
    .createIndex('entry_by_code')
    .on('entry')
    .columns(['kind', 'agency_id', 'code_folded'])
    .execute()
  await schema
    .createIndex('entry_by_import')
    .on('entry')
    .column('import_id')
    .where(sql<boolean>`import_id is not null`)
    .execute()

  await schema
    .createTable('machine_match')
    .addColumn('match_id', serialType, serial)
    .addColumn('entry_id', 'text', required)
    .addColumn('host_id', 'text', required)
    .addColumn('decision', 'text', required)
    .addColumn('basis', 'text', required)
    .addColumn('actor', 'text', required)
    .addColumn('recorded_ms', 'bigint', required)
    .addColumn('superseded_ms', 'bigint')
    .execute()
  // One decision at a time about one pair; undone ones stay.
  await schema
    .createIndex('machine_match_pair')
    .on('machine_match')
    .columns(['entry_id', 'host_id'])
    .unique()
    .where(sql<boolean>`superseded_ms is null`)
    .execute()

  await schema
    .createTable('host_signs')
    .addColumn('host_id', 'text', required)
    .addColumn('recorded_ms', 'bigint', required)
    .addColumn('superseded_ms', 'bigint')
    .addColumn('serial', 'text')
    .addColumn('asset_tag', 'text')
    .addColumn('macs', 'text', required)
    .addPrimaryKeyConstraint('host_signs_key', ['host_id', 'recorded_ms'])
    .execute()
}
