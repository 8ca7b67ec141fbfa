import type { ColumnDefinitionBuilder, Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()
const primary: Column = (column) => column.primaryKey().notNull()

/** Reports as they were made, their files, and the templates that clerks have uploaded. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = db
  const bytes = engine === 'sqlite' ? 'blob' : 'bytea'

  await schema
    .createTable('report')
    .addColumn('id', 'text', primary)
    .addColumn('kind', 'text', required)
    .addColumn('period', 'text', required)
    .addColumn('agency_id', 'text')
    .addColumn('agency_name', 'text')
    .addColumn('plan_id', 'text', required)
    .addColumn('snapshot_id', 'text', required)
    .addColumn('snapshot_number', 'bigint', required)
    .addColumn('snapshot_hash', 'text', required)
    .addColumn('cut_off_ms', 'bigint', required)
    .addColumn('state', 'text', required)
    .addColumn('marking', 'text')
    .addColumn('template_id', 'text')
    .addColumn('remarks', 'text', required)
    .addColumn('created_ms', 'bigint', required)
    .addColumn('created_by', 'text', required)
    .addColumn('confirmed_ms', 'bigint')
    .addColumn('confirmed_by', 'text')
    .addColumn('sent_ms', 'bigint')
    .addColumn('sent_by', 'text')
    .execute()
  await schema
    .createIndex('report_by_period')
    .on('report')
    .columns(['period', 'kind', 'agency_id', 'created_ms'])
    .execute()

  await schema
    .createTable('report_file')
    .addColumn('report_id', 'text', (column) => column.notNull().references('report.id'))
    .addColumn('name', 'text', required)
    .addColumn('hash', 'text', required)
    .addColumn('size_bytes', 'bigint', required)
    .addColumn('content', bytes, required)
    .addPrimaryKeyConstraint('report_file_key', ['report_id', 'name'])
    .execute()

  await schema
    .createTable('report_template')
    .addColumn('id', 'text', primary)
    .addColumn('kind', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('hash', 'text', required)
    .addColumn('size_bytes', 'bigint', required)
    .addColumn('content', bytes, required)
    .addColumn('created_ms', 'bigint', required)
    .addColumn('created_by', 'text', required)
    .addColumn('withdrawn_ms', 'bigint')
    .execute()
}
