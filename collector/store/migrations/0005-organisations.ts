import { sql, type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()

/** Organisations with validity days, what became of them, what lies outside a plan, and who holds which role. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = db
  const serialType = engine === 'sqlite' ? 'integer' : 'bigint'
  const serial: Column = (column) =>
    engine === 'sqlite'
      ? column.primaryKey().autoIncrement()
      : column.primaryKey().generatedAlwaysAsIdentity()

  await schema
    .createTable('organisation_change')
    .addColumn('change_id', serialType, serial)
    .addColumn('kind', 'text', required)
    .addColumn('on_day', 'text', required)
    .addColumn('agency_ids', 'text', required)
    .addColumn('recorded_ms', 'bigint', required)
    .addColumn('actor', 'text', required)
    .addColumn('undone_ms', 'bigint')
    .addColumn('undone_by', 'text')
    .execute()

  await schema
    .createTable('organisation_move')
    .addColumn('change_id', 'bigint', required)
    .addColumn('subject', 'text', required)
    .addColumn('subject_id', 'text', required)
    .addColumn('from_ms', 'bigint', required)
    .addColumn('from_agency_id', 'text', required)
    .addColumn('to_agency_id', 'text', required)
    .addPrimaryKeyConstraint('organisation_move_key', [
      'change_id',
      'subject',
      'subject_id',
      'from_ms',
    ])
    .execute()

  await recorded(schema.createTable('agency_version').addColumn('version_id', serialType, serial))
    .addColumn('agency_id', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('short_name', 'text')
    .addColumn('code', 'text')
    .addColumn('kind', 'text', required)
    .addColumn('level', 'text')
    .addColumn('parent_id', 'text')
    .addColumn('from_day', 'text', required)
    .addColumn('until_day', 'text')
    .addColumn('source', 'text')
    .execute()
  await schema
    .createIndex('agency_version_by_agency')
    .on('agency_version')
    .columns(['agency_id', 'from_day'])
    .execute()

  await recorded(
    schema.createTable('agency_succession').addColumn('succession_id', serialType, serial),
  )
    .addColumn('from_agency_id', 'text', required)
    .addColumn('to_agency_id', 'text', required)
    .addColumn('kind', 'text', required)
    .addColumn('on_day', 'text', required)
    .addColumn('source', 'text')
    .execute()

  await recorded(schema.createTable('plan_exclusion').addColumn('exclusion_id', serialType, serial))
    .addColumn('plan_id', 'text', required)
    .addColumn('agency_id', 'text', required)
    .addColumn('reason', 'text', required)
    .addColumn('from_day', 'text', required)
    .addColumn('until_day', 'text')
    .execute()

  await recorded(
    schema.createTable('role_assignment').addColumn('assignment_id', serialType, serial),
  )
    .addColumn('role', 'text', required)
    .addColumn('agency_id', 'text')
    .addColumn('organisation_name', 'text', required)
    .addColumn('for_agency_id', 'text')
    .addColumn('from_day', 'text', required)
    .addColumn('until_day', 'text')
    .addColumn('source', 'text')
    .execute()

  await writeFirstVersions(db)
}

const recorded = <Table extends string, Columns extends string>(
  table: CreateTableBuilder<Table, Columns>,
) =>
  table
    .addColumn('recorded_ms', 'bigint', required)
    .addColumn('superseded_ms', 'bigint')
    .addColumn('actor', 'text', required)
    .addColumn('change_id', 'bigint', required)
    .addColumn('superseded_by', 'bigint')

type Agency = { id: string; name: string; kind: string; created_ms: number }

/** What agencies were called before they had versions: the words of the first release become words for people. */
const kindWords: Readonly<Record<string, string>> = {
  agency: 'cơ quan, đơn vị',
  sample: 'đơn vị mẫu',
}
const provinceOffsetMs = 7 * 3_600_000

/** Every agency that there is stands since the day on which it was written down. */
async function writeFirstVersions(db: Kysely<unknown>): Promise<void> {
  const agencies = await sql<Agency>`
    select id, name, kind, created_ms from agency order by created_ms, id`.execute(db)
  for (const { id, name, kind, created_ms: createdMs } of agencies.rows) {
    const day = new Date(createdMs + provinceOffsetMs).toISOString().slice(0, 10)
    const { rows } = await sql<{ change_id: number }>`
      insert into organisation_change (kind, on_day, agency_ids, recorded_ms, actor)
      values ('create', ${day}, ${JSON.stringify([id])}, ${createdMs}, 'migration')
      returning change_id`.execute(db)
    await sql`
      insert into agency_version
        (agency_id, name, kind, from_day, recorded_ms, actor, change_id)
      values (${id}, ${name}, ${kindWords[kind] ?? kind}, ${day}, ${createdMs}, 'migration',
        ${rows[0]?.change_id ?? 0})`.execute(db)
  }
}
