import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()
const primary: Column = (column) => column.primaryKey().notNull()

/** Tokens of the API, and of which agency somebody was who uploaded a file. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('api_token')
    .addColumn('id', 'text', primary)
    .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', required)
    .addColumn('role', 'text', required)
    .addColumn('agency_id', 'text')
    .addColumn('created_ms', 'bigint', required)
    .addColumn('created_by', 'text', required)
    .addColumn('expires_ms', 'bigint', required)
    .addColumn('last_used_ms', 'bigint')
    .addColumn('revoked_ms', 'bigint')
    .addColumn('revoked_by', 'text')
    .execute()
  await schema.alterTable('import').addColumn('owner_agency_id', 'text').execute()
}
