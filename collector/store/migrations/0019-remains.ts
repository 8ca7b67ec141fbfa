import type { Kysely } from 'kysely'

/** By which readers hosts answer, so that a check by hand lifts "tạm tính" from the figures that rest on them. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('reader_in_use')
    .addColumn('reader', 'text', (column) => column.notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('first_seen_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('reader_in_use_key', ['reader', 'platform'])
    .execute()
}
