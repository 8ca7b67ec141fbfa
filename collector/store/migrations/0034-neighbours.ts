import type { ColumnDefinitionBuilder, Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()

/** What machines know of their networks, and what people decided about it. */
export async function up({ schema }: Kysely<unknown>, engine: Engine): Promise<void> {
  await schema
    .createTable('neighbour')
    .addColumn('agency_id', 'text', required)
    .addColumn('mac', 'text', required)
    .addColumn('address', 'text', required)
    .addColumn('is_gateway', 'integer', required)
    .addColumn('vendor', 'text')
    .addColumn('first_ms', 'bigint', required)
    .addColumn('last_ms', 'bigint', required)
    .addPrimaryKeyConstraint('neighbour_key', ['agency_id', 'mac'])
    .execute()
  await schema
    .createTable('neighbour_sight')
    .addColumn('agency_id', 'text', required)
    .addColumn('mac', 'text', required)
    .addColumn('host_id', 'text', required)
    .addColumn('last_ms', 'bigint', required)
    .addPrimaryKeyConstraint('neighbour_sight_key', ['agency_id', 'mac', 'host_id'])
    .execute()
  await schema
    .createTable('neighbour_look')
    .addColumn('host_id', 'text', (column) => column.primaryKey())
    .addColumn('agency_id', 'text', required)
    .addColumn('fact_id', 'bigint', required)
    .addColumn('networks', 'text', required)
    .addColumn('looked_ms', 'bigint', required)
    .execute()
  await schema
    .createTable('neighbour_decision')
    .addColumn('id', engine === 'sqlite' ? 'integer' : 'bigint', (id) =>
      engine === 'sqlite'
        ? id.primaryKey().autoIncrement()
        : id.primaryKey().generatedAlwaysAsIdentity(),
    )
    .addColumn('neighbour', 'text', required)
    .addColumn('agency_id', 'text', required)
    .addColumn('mac', 'text', required)
    .addColumn('reason', 'text')
    .addColumn('author', 'text', required)
    .addColumn('decided_ms', 'bigint', required)
    .execute()
}
