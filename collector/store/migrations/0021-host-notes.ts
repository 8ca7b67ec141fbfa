import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()

/** What people write about hosts. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('host_note')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('host_id', 'text', required)
    .addColumn('text', 'text', required)
    .addColumn('actor', 'text', required)
    .addColumn('recorded_ms', 'bigint', required)
    .addColumn('retracted_by', 'text')
    .addColumn('retracted_ms', 'bigint')
    .execute()
  await schema
    .createIndex('host_note_by_host')
    .on('host_note')
    .columns(['host_id', 'recorded_ms'])
    .execute()
}
