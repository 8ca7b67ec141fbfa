import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()

/** Signed releases of the agent, how far each is rolled out, and which hosts have begun with it. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('release')
    .addColumn('sequence', 'integer', (column) => column.primaryKey())
    .addColumn('version', 'text', required)
    .addColumn('issued_on', 'text', required)
    .addColumn('manifest', 'text', required)
    .addColumn('added_by', 'text', required)
    .addColumn('added_ms', 'bigint', required)
    .addColumn('plan', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('ring', 'integer', required)
    .addColumn('ring_since_ms', 'bigint', required)
    .addColumn('revision', 'integer', required)
    .execute()
  await schema
    .createTable('release_host')
    .addColumn('sequence', 'integer', required)
    .addColumn('host_id', 'text', required)
    .addColumn('ring', 'integer', required)
    .addColumn('began_ms', 'bigint', required)
    .addColumn('state', 'text', required)
    .addColumn('why', 'text')
    .addPrimaryKeyConstraint('release_host_key', ['sequence', 'host_id'])
    .execute()
  await schema
    .createTable('release_key_statement')
    .addColumn('sequence', 'integer', (column) => column.primaryKey())
    .addColumn('lines', 'text', required)
    .addColumn('added_ms', 'bigint', required)
    .execute()
}
