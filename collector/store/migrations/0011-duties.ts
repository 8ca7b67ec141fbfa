import type { ColumnDefinitionBuilder, Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()
const primary: Column = (column) => column.primaryKey()

/** Who has sent which report, which duties a province took on, and what was checked by hand. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const serialType = engine === 'sqlite' ? 'integer' : 'bigint'
  const serial: Column = (column) =>
    engine === 'sqlite'
      ? column.primaryKey().autoIncrement()
      : column.primaryKey().generatedAlwaysAsIdentity()
  await createObligations(db, { serialType, serial })
  await createHandChecks(db, { serialType, serial })
}

type Serial = { readonly serialType: 'integer' | 'bigint'; readonly serial: Column }

async function createObligations({ schema }: Kysely<unknown>, { serialType, serial }: Serial) {
  await schema
    .createTable('report_event')
    .addColumn('id', serialType, serial)
    .addColumn('obligation_id', 'text', required)
    .addColumn('period', 'text', required)
    .addColumn('agency_id', 'text', required)
    // One step after the other: two people who act at once cannot both be the third.
    .addColumn('sequence', 'integer', required)
    .addColumn('step', 'text', required)
    .addColumn('happened_ms', 'bigint', required)
    .addColumn('recorded_ms', 'bigint', required)
    .addColumn('actor', 'text', required)
    .addColumn('person', 'text', required)
    .addColumn('reason', 'text')
    .addColumn('report_id', 'text')
    .addUniqueConstraint('report_event_key', ['obligation_id', 'period', 'agency_id', 'sequence'])
    .execute()
  await schema
    .createTable('obligation_adoption')
    .addColumn('id', serialType, serial)
    .addColumn('obligation_id', 'text', required)
    .addColumn('from_day', 'text', required)
    .addColumn('until_day', 'text')
    .addColumn('basis', 'text', required)
    .addColumn('actor', 'text', required)
    .addColumn('recorded_ms', 'bigint', required)
    .addColumn('superseded_ms', 'bigint')
    .execute()
}

async function createHandChecks({ schema }: Kysely<unknown>, { serialType, serial }: Serial) {
  await schema
    .createTable('hand_check')
    .addColumn('id', 'text', primary)
    .addColumn('agency_id', 'text')
    .addColumn('seed', 'text', required)
    .addColumn('is_stratified', 'integer', required)
    .addColumn('population', 'integer', required)
    .addColumn('frame', 'text', required)
    .addColumn('frame_digest', 'text', required)
    .addColumn('drawn_ms', 'bigint', required)
    .addColumn('drawn_by', 'text', required)
    .addColumn('finished_ms', 'bigint')
    .addColumn('finished_by', 'text')
    .addColumn('checked_by', 'text')
    .addColumn('checked_on', 'text')
    .execute()
  await schema
    .createTable('hand_check_machine')
    .addColumn('check_id', 'text', required)
    .addColumn('position', 'integer', required)
    .addColumn('host_id', 'text', required)
    .addColumn('host_name', 'text', required)
    .addColumn('agency_name', 'text', required)
    .addColumn('class', 'text', required)
    .addColumn('room', 'text')
    .addColumn('platform', 'text')
    .addColumn('said', 'text', required)
    .addPrimaryKeyConstraint('hand_check_machine_key', ['check_id', 'position'])
    .execute()
  await schema
    .createTable('hand_check_finding')
    .addColumn('id', serialType, serial)
    .addColumn('check_id', 'text', required)
    .addColumn('position', 'integer', required)
    .addColumn('control', 'text', required)
    .addColumn('found', 'text', required)
    .addColumn('note', 'text')
    .addColumn('actor', 'text', required)
    .addColumn('recorded_ms', 'bigint', required)
    .addColumn('superseded_ms', 'bigint')
    .execute()
  await schema
    .createIndex('hand_check_finding_by_check')
    .on('hand_check_finding')
    .columns(['check_id', 'position', 'control'])
    .execute()
  await schema
    .createTable('reader_check')
    .addColumn('check_id', 'text', required)
    .addColumn('reader', 'text', required)
    .addColumn('platform', 'text', required)
    .addColumn('compared', 'integer', required)
    .addColumn('agreed', 'integer', required)
    .addColumn('checked_on', 'text', required)
    .addColumn('checked_by', 'text', required)
    .addColumn('recorded_ms', 'bigint', required)
    .addPrimaryKeyConstraint('reader_check_key', ['check_id', 'reader', 'platform'])
    .execute()
}
