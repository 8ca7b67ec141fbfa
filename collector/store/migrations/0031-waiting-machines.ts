import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()

/** Tokens that hold in named networks alone, and machines beyond the declared count, which wait for a person. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('enrolment_token')
    .addColumn('networks', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await schema
    .alterTable('enrolment_token')
    .addColumn('waits_beyond_declared', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema
    .createTable('waiting_machine')
    .addColumn('host_id', 'text', (column) => column.primaryKey())
    .addColumn('token_id', 'text', required)
    .addColumn('hostname', 'text', required)
    .addColumn('address', 'text')
    .addColumn('first_ms', 'bigint', required)
    .addColumn('last_ms', 'bigint', required)
    .addColumn('decision', 'text')
    .addColumn('decided_ms', 'bigint')
    .addColumn('decided_by', 'text')
    .execute()
  await schema
    .createIndex('waiting_machine_by_token')
    .on('waiting_machine')
    .columns(['token_id', 'host_id'])
    .execute()
  await schema.createIndex('host_by_token').on('host').columns(['token_id', 'id']).execute()
}
