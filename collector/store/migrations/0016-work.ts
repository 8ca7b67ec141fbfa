import type { ColumnDefinitionBuilder, Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()

/** What people decided about what is to be done. That it is to be done stands in the verdicts alone. */
export async function up({ schema }: Kysely<unknown>, engine: Engine): Promise<void> {
  const serialType = engine === 'sqlite' ? 'integer' : 'bigint'
  const serial: Column = (column) =>
    engine === 'sqlite'
      ? column.primaryKey().autoIncrement()
      : column.primaryKey().generatedAlwaysAsIdentity()
  await schema
    .createTable('work_decision')
    .addColumn('id', serialType, serial)
    .addColumn('subject_kind', 'text', required)
    .addColumn('subject_id', 'text', required)
    .addColumn('remedy', 'text', required)
    // One after the other: two people who decide at once cannot both write the third.
    .addColumn('revision', 'integer', required)
    .addColumn('status', 'text', required)
    .addColumn('owner_user_id', 'text')
    .addColumn('owner_name', 'text')
    .addColumn('due_day', 'text')
    .addColumn('note', 'text')
    .addColumn('risk_reason', 'text')
    .addColumn('risk_until_day', 'text')
    .addColumn('controls', 'text', required)
    .addColumn('batch_id', 'text', required)
    .addColumn('is_undo', 'integer', required)
    .addColumn('actor', 'text', required)
    .addColumn('recorded_ms', 'bigint', required)
    .addColumn('superseded_ms', 'bigint')
    .addUniqueConstraint('work_decision_key', ['subject_kind', 'subject_id', 'remedy', 'revision'])
    .execute()
  await schema
    .createIndex('work_decision_by_batch')
    .on('work_decision')
    .columns(['batch_id'])
    .execute()
}
