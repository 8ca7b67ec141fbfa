import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()

/** Views that people keep of a list, and when ports of hosts began and ceased to listen. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('saved_view')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', required)
    .addColumn('screen', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('name_folded', 'text', required)
    .addColumn('query', 'text', required)
    .addColumn('created_ms', 'bigint', required)
    .addUniqueConstraint('saved_view_name', ['user_id', 'screen', 'name_folded'])
    .execute()
  await schema
    .createTable('port_change')
    .addColumn('host_id', 'text', required)
    .addColumn('transport', 'text', required)
    .addColumn('port', 'integer', required)
    // Null: it was open when the host was first looked at.
    .addColumn('opened_ms', 'bigint')
    // Null: it is open.
    .addColumn('closed_ms', 'bigint')
    .addColumn('is_reopened', 'integer', required)
    .execute()
  await schema
    .createIndex('port_change_by_host')
    .on('port_change')
    .columns(['host_id', 'transport', 'port'])
    .execute()
  await schema
    .createIndex('port_change_by_opening')
    .on('port_change')
    .columns(['opened_ms', 'host_id'])
    .execute()
}
