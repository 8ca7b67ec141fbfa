import type { Kysely } from 'kysely'

/** Plans that are written in the console, and later versions of those that ship with the product. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('plan_version')
    .addColumn('plan_id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('province_id', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('valid_from', 'text', (column) => column.notNull())
    .addColumn('valid_until', 'text')
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('recorded_ms', 'bigint', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('issued_ms', 'bigint')
    .addColumn('issued_by', 'text')
    .addPrimaryKeyConstraint('plan_version_key', ['plan_id', 'version'])
    .execute()
}
