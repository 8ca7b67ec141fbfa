import type { ColumnDefinitionBuilder, Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

/** Uploaded files, what became of them, and the mappings that were used. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = db
  const required = (column: ColumnDefinitionBuilder) => column.notNull()

  await schema
    .createTable('import')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('file_name', 'text', required)
    .addColumn('file_bytes', 'bigint', required)
    .addColumn('digest', 'text', required)
    .addColumn('content', engine === 'sqlite' ? 'blob' : 'bytea')
    .addColumn('status', 'text', required)
    .addColumn('kind', 'text')
    .addColumn('agency_id', 'text')
    .addColumn('from_day', 'text')
    .addColumn('counts', 'text')
    .addColumn('uploaded_ms', 'bigint', required)
    .addColumn('actor', 'text', required)
    .addColumn('done_ms', 'bigint')
    .addColumn('undone_ms', 'bigint')
    .addColumn('undone_by', 'text')
    .addColumn('undo_skipped', 'bigint')
    .execute()
  await schema.createIndex('import_by_digest').on('import').columns(['digest', 'status']).execute()
  await schema.createIndex('import_by_time').on('import').columns(['uploaded_ms', 'id']).execute()

  await schema
    .createTable('import_mapping')
    .addColumn('kind', 'text', required)
    .addColumn('signature', 'text', required)
    .addColumn('mapping', 'text', required)
    .addColumn('used_ms', 'bigint', required)
    .addColumn('actor', 'text', required)
    .addPrimaryKeyConstraint('import_mapping_key', ['kind', 'signature'])
    .execute()
}
