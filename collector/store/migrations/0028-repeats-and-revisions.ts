import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()

/** What was answered to those who may have to ask again, and how often something was changed that two may change. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('repeatable_request')
    .addColumn('caller', 'text', required)
    .addColumn('key', 'text', required)
    .addColumn('asked_hash', 'text', required)
    .addColumn('begun_ms', 'bigint', required)
    .addColumn('outcome', 'text', required)
    .addColumn('said', 'text')
    .addPrimaryKeyConstraint('repeatable_request_key', ['caller', 'key'])
    .execute()
  await schema
    .createIndex('repeatable_request_by_time')
    .on('repeatable_request')
    .column('begun_ms')
    .execute()
  const counted: Column = (column) => column.notNull().defaultTo(0)
  for (const table of ['console_user', 'saved_view']) {
    await schema.alterTable(table).addColumn('revision', 'bigint', counted).execute()
    await schema.alterTable(table).addColumn('changed_by', 'text').execute()
    await schema.alterTable(table).addColumn('changed_ms', 'bigint').execute()
  }
}
