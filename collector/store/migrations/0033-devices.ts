import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()

/** Decisions about devices of the register. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('device_review')
    .addColumn('entry_id', 'text', required)
    // One after the other: two people who decide at once cannot both write the third.
    .addColumn('revision', 'integer', required)
    .addColumn('status', 'text', required)
    .addColumn('answers', 'text', required)
    .addColumn('note', 'text')
    .addColumn('owner', 'text')
    .addColumn('due_day', 'text')
    .addColumn('reviewed_as', 'text', required)
    .addColumn('actor', 'text', required)
    .addColumn('recorded_ms', 'bigint', required)
    .addPrimaryKeyConstraint('device_review_key', ['entry_id', 'revision'])
    .execute()
}
