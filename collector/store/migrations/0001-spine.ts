import { sql, type ColumnDefinitionBuilder, type Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()
const primary: Column = (column) => column.primaryKey().notNull()
const zero: Column = (column) => column.notNull().defaultTo(0)

/** Agencies, hosts, facts, verdicts, counters, tokens, people, jobs. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = db
  const serial: Column = (column) =>
    engine === 'sqlite'
      ? column.primaryKey().autoIncrement()
      : column.primaryKey().generatedAlwaysAsIdentity()
  const serialType = engine === 'sqlite' ? 'integer' : 'bigint'

  await schema
    .createTable('meta')
    .addColumn('key', 'text', primary)
    .addColumn('value', 'text', required)
    .execute()

  await schema
    .createTable('agency')
    .addColumn('id', 'text', primary)
    .addColumn('name', 'text', required)
    .addColumn('name_folded', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', required)
    .addColumn('is_sample', 'integer', required)
    .addColumn('created_ms', 'bigint', required)
    .execute()

  await schema
    .createTable('host')
    .addColumn('id', 'text', primary)
    .addColumn('public_key', 'text', required)
    .addColumn('clone_of', 'text')
    .addColumn('shares_key', 'integer', zero)
    .addColumn('agency_id', 'text', (column) => column.notNull().references('agency.id'))
    .addColumn('hostname', 'text', required)
    .addColumn('search_folded', 'text', required)
    .addColumn('class', 'text', required)
    .addColumn('os_name', 'text')
    .addColumn('address', 'text')
    .addColumn('enrolled_ms', 'bigint', required)
    .addColumn('token_id', 'text')
    .addColumn('session', 'bigint', zero)
    .addColumn('sequence', 'bigint', zero)
    .addColumn('ticket_shown', 'text')
    .addColumn('ticket_issued', 'text')
    .addColumn('hardware_signs', 'text', required)
    .addColumn('last_received_ms', 'bigint')
    .addColumn('silent_since_ms', 'bigint')
    .execute()
  await schema.createIndex('host_key').on('host').column('public_key').execute()
  await schema.createIndex('host_by_agency').on('host').columns(['agency_id', 'hostname']).execute()

  await schema
    .createTable('host_agency')
    .addColumn('host_id', 'text', (column) => column.notNull().references('host.id'))
    .addColumn('agency_id', 'text', (column) => column.notNull().references('agency.id'))
    .addColumn('from_ms', 'bigint', required)
    .addColumn('until_ms', 'bigint')
    .addPrimaryKeyConstraint('host_agency_key', ['host_id', 'from_ms'])
    .execute()

  await schema
    .createTable('fact')
    .addColumn('id', serialType, serial)
    .addColumn('host_id', 'text', required)
    .addColumn('probe', 'text', required)
    .addColumn('digest', 'text', required)
    .addColumn('body', 'text', required)
    .addColumn('from_ms', 'bigint', required)
    .addColumn('confirmed_ms', 'bigint', required)
    .addColumn('received_ms', 'bigint', required)
    .addColumn('until_ms', 'bigint')
    .addColumn('superseded_ms', 'bigint')
    .execute()
  // One index for what is open and for the past of one host: a second one would double what a report costs.
  await schema
    .createIndex('fact_by_host')
    .on('fact')
    .columns(['host_id', 'until_ms', 'probe'])
    .execute()

  await schema
    .createTable('verdict')
    .addColumn('id', serialType, serial)
    .addColumn('subject_kind', 'text', required)
    .addColumn('subject_id', 'text', required)
    .addColumn('control', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('severity', 'text', required)
    .addColumn('reason', 'text', required)
    .addColumn('evidence', 'text', required)
    .addColumn('from_ms', 'bigint', required)
    .addColumn('received_ms', 'bigint', required)
    .addColumn('until_ms', 'bigint')
    .addColumn('superseded_ms', 'bigint')
    .addColumn('holds_until_ms', 'bigint')
    .addColumn('context_revision', 'text', required)
    .execute()
  await schema
    .createIndex('verdict_by_subject')
    .on('verdict')
    .columns(['subject_id', 'until_ms', 'control'])
    .execute()
  await schema
    .createIndex('verdict_due')
    .on('verdict')
    .column('holds_until_ms')
    .where(sql<boolean>`until_ms is null and holds_until_ms is not null`)
    .execute()

  await schema
    .createTable('silence')
    .addColumn('host_id', 'text', required)
    .addColumn('from_ms', 'bigint', required)
    .addColumn('until_ms', 'bigint')
    .addPrimaryKeyConstraint('silence_key', ['host_id', 'from_ms'])
    .execute()

  await schema
    .createTable('counter')
    .addColumn('agency_id', 'text', required)
    .addColumn('class', 'text', required)
    .addColumn('control', 'text', required)
    .addColumn('met', 'bigint', zero)
    .addColumn('unmet', 'bigint', zero)
    .addColumn('unknown', 'bigint', zero)
    .addColumn('not_applicable', 'bigint', zero)
    .addPrimaryKeyConstraint('counter_key', ['agency_id', 'class', 'control'])
    .execute()

  await schema
    .createTable('enrolment_token')
    .addColumn('id', 'text', primary)
    .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
    .addColumn('agency_id', 'text', (column) => column.notNull().references('agency.id'))
    .addColumn('uses_max', 'integer', required)
    .addColumn('uses', 'integer', zero)
    .addColumn('created_ms', 'bigint', required)
    .addColumn('created_by', 'text', required)
    .addColumn('expires_ms', 'bigint', required)
    .addColumn('revoked_ms', 'bigint')
    .execute()

  await schema
    .createTable('key_conflict')
    .addColumn('id', serialType, serial)
    .addColumn('host_id', 'text', required)
    .addColumn('other_host_id', 'text')
    .addColumn('seen_ms', 'bigint', required)
    .addColumn('kind', 'text', required)
    .addColumn('address', 'text')
    .execute()

  await schema
    .createTable('refused_frame')
    .addColumn('id', serialType, serial)
    .addColumn('host_id', 'text', required)
    .addColumn('received_ms', 'bigint', required)
    .addColumn('code', 'text', required)
    .addColumn('detail', 'text')
    .execute()
  await schema
    .createIndex('refused_frame_host')
    .on('refused_frame')
    .columns(['host_id', 'received_ms'])
    .execute()

  await schema
    .createTable('console_user')
    .addColumn('id', 'text', primary)
    .addColumn('name', 'text', required)
    .addColumn('name_folded', 'text', (column) => column.notNull().unique())
    .addColumn('password_hash', 'text', required)
    .addColumn('role', 'text', required)
    .addColumn('created_ms', 'bigint', required)
    .execute()

  await schema
    .createTable('console_session')
    .addColumn('id', 'text', primary)
    .addColumn('user_id', 'text', (column) => column.notNull().references('console_user.id'))
    .addColumn('csrf', 'text', required)
    .addColumn('created_ms', 'bigint', required)
    .addColumn('seen_ms', 'bigint', required)
    .addColumn('expires_ms', 'bigint', required)
    .execute()

  await schema
    .createTable('audit')
    .addColumn('id', serialType, serial)
    .addColumn('at_ms', 'bigint', required)
    .addColumn('actor', 'text', required)
    .addColumn('action', 'text', required)
    .addColumn('subject', 'text', required)
    .addColumn('before', 'text')
    .addColumn('after', 'text')
    .addColumn('address', 'text')
    .execute()

  await schema
    .createTable('job_run')
    .addColumn('job', 'text', required)
    .addColumn('due_ms', 'bigint', required)
    .addColumn('started_ms', 'bigint', required)
    .addColumn('finished_ms', 'bigint')
    .addColumn('error', 'text')
    .addPrimaryKeyConstraint('job_run_key', ['job', 'due_ms'])
    .execute()

  await schema
    .createTable('uptime')
    .addColumn('id', serialType, serial)
    .addColumn('from_ms', 'bigint', required)
    .addColumn('until_ms', 'bigint', required)
    .execute()
}
