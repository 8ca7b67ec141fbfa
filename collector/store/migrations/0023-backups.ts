import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()

/** Backups that were taken, and hosts that have not come back since the database was restored from one. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('backup_run')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('moment_ms', 'bigint', required)
    .addColumn('verified_ms', 'bigint', required)
    .addColumn('file', 'text', required)
    .addColumn('bytes', 'bigint', required)
    .addColumn('is_sealed', 'integer', required)
    .execute()
  await schema
    .createIndex('backup_run_by_moment')
    .on('backup_run')
    .columns(['moment_ms', 'id'])
    .execute()
  await schema
    .createTable('awaited_host')
    .addColumn('host_id', 'text', (column) => column.primaryKey())
    .addColumn('restored_ms', 'bigint', required)
    .execute()
}
