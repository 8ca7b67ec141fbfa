import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()

/** Machines that report by script: how, and when their newest report was made and came. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('script_machine')
    .addColumn('host_id', 'text', (column) => column.primaryKey())
    .addColumn('way', 'text', required)
    .addColumn('made_ms', 'bigint', required)
    .addColumn('came_ms', 'bigint', required)
    .execute()
}
