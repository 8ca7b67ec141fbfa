import type { ColumnDefinitionBuilder, Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()
const primary: Column = (column) => column.primaryKey().notNull()

/** Settings of the plan, signed catalogues, aliases of products, and what the survey of the fleet finds. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = db
  const isSqlite = engine === 'sqlite'
  await schema
    .createTable('judge_setting')
    .addColumn('id', isSqlite ? 'integer' : 'bigint', (column) =>
      isSqlite
        ? column.primaryKey().autoIncrement()
        : column.primaryKey().generatedAlwaysAsIdentity(),
    )
    .addColumn('key', 'text', required)
    .addColumn('value', 'text', required)
    .addColumn('author', 'text', required)
    .addColumn('decided_ms', 'bigint', required)
    .addColumn('note', 'text')
    .execute()

  await schema
    .createTable('catalogue')
    .addColumn('kind', 'text', required)
    .addColumn('sequence', 'bigint', required)
    .addColumn('issued_on', 'text', required)
    .addColumn('content', 'text', required)
    .addColumn('signature', 'text', required)
    .addColumn('imported_by', 'text', required)
    .addColumn('imported_ms', 'bigint', required)
    .addPrimaryKeyConstraint('catalogue_key', ['kind', 'sequence'])
    .execute()

  await schema
    .createTable('product_alias')
    .addColumn('id', 'text', primary)
    .addColumn('name', 'text', required)
    .addColumn('name_folded', 'text', (column) => column.notNull().unique())
    .addColumn('product_id', 'text')
    .addColumn('author', 'text', required)
    .addColumn('decided_ms', 'bigint', required)
    .execute()

  await schema
    .createTable('host_product')
    .addColumn('host_id', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('name_folded', 'text', required)
    .addColumn('from_ms', 'bigint', required)
    .addColumn('until_ms', 'bigint')
    .addPrimaryKeyConstraint('host_product_key', ['host_id', 'name_folded', 'from_ms'])
    .execute()
  await schema
    .createIndex('host_product_by_name')
    .on('host_product')
    .columns(['name_folded', 'until_ms'])
    .execute()

  await schema
    .createTable('windows_revision')
    .addColumn('build', 'bigint', primary)
    .addColumn('revision', 'bigint', required)
    .addColumn('since_ms', 'bigint', required)
    .execute()

  await schema
    .createTable('agent_cost')
    .addColumn('host_id', 'text', primary)
    .addColumn('version', 'text', required)
    .addColumn('cpu_ms', 'bigint')
    .addColumn('memory_bytes_max', 'bigint')
    .execute()
}
