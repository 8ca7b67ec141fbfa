import type { ColumnDefinitionBuilder, Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()

/** Who allowed which device to be asked, what came of it, and the switch of the province. */
export async function up({ schema }: Kysely<unknown>, engine: Engine): Promise<void> {
  let authorisation = schema
    .createTable('device_check_authorisation')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('sequence', 'bigint', (column) => column.notNull().unique())
    .addColumn('agency_id', 'text', required)
    .addColumn('host_id', 'text', required)
    .addColumn('content', 'text', required)
    .addColumn('entry_ids', 'text', required)
    .addColumn('until_day', 'text', required)
    .addColumn('revision', 'integer', required)
    .addColumn('file', 'text')
    .addColumn('carried_ms', 'bigint')
  for (const step of ['drafted', 'agreed', 'refused', 'uploaded', 'withdrawn']) {
    authorisation = authorisation
      .addColumn(`${step}_by`, 'text')
      .addColumn(`${step}_ms`, 'bigint')
      .addColumn(`${step}_reason`, 'text')
  }
  await authorisation.execute()
  await schema
    .createTable('device_check_result')
    .addColumn('host_id', 'text', required)
    .addColumn('mac', 'text', required)
    .addColumn('checked_ms', 'bigint', required)
    .addColumn('authorisation_id', 'text', required)
    .addColumn('agency_id', 'text', required)
    .addColumn('entry_id', 'text', required)
    .addColumn('checked_as', 'text', required)
    .addColumn('received_ms', 'bigint', required)
    .addColumn('rules', 'text', required)
    .addColumn('attempts', 'integer', required)
    .addColumn('verdict', 'text', required)
    .addColumn('result', 'text', required)
    // The same result twice is one: an agent sends it until it is settled.
    .addPrimaryKeyConstraint('device_check_result_key', ['host_id', 'mac', 'checked_ms'])
    .execute()
  await schema
    .createTable('device_check_switch')
    .addColumn('id', engine === 'sqlite' ? 'integer' : 'bigint', (id) =>
      engine === 'sqlite'
        ? id.primaryKey().autoIncrement()
        : id.primaryKey().generatedAlwaysAsIdentity(),
    )
    .addColumn('is_stopped', 'integer', required)
    .addColumn('reason', 'text', required)
    .addColumn('author', 'text', required)
    .addColumn('decided_ms', 'bigint', required)
    .execute()
}
