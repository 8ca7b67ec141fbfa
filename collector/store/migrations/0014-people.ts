import type { ColumnDefinitionBuilder, Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
const required: Column = (column) => column.notNull()
const primary: Column = (column) => column.primaryKey()
const flag: Column = (column) => column.notNull().defaultTo(0)

/** Second factors, sessions that say where they are open, accounts that live in a directory. */
export async function up({ schema }: Kysely<unknown>, engine: Engine): Promise<void> {
  const serialType = engine === 'sqlite' ? 'integer' : 'bigint'
  const serial: Column = (column) =>
    engine === 'sqlite'
      ? column.primaryKey().autoIncrement()
      : column.primaryKey().generatedAlwaysAsIdentity()
  // SQLite adds one column at a time.
  const user = () => schema.alterTable('console_user')
  await user()
    .addColumn('source', 'text', (column) => column.notNull().defaultTo('local'))
    .execute()
  await user().addColumn('external_id', 'text').execute()
  await user().addColumn('disabled_ms', 'bigint').execute()
  await user().addColumn('must_change_password', 'integer', flag).execute()
  await user().addColumn('password_changed_ms', 'bigint').execute()
  await user().addColumn('last_sign_in_ms', 'bigint').execute()
  await user().addColumn('totp_secret', 'text').execute()
  await user().addColumn('totp_offered', 'text').execute()
  await user().addColumn('totp_since_ms', 'bigint').execute()
  await user().addColumn('totp_last_step', 'bigint').execute()
  const session = () => schema.alterTable('console_session')
  await session().addColumn('address', 'text').execute()
  await session().addColumn('browser', 'text').execute()

  await schema
    .createTable('recovery_code')
    .addColumn('user_id', 'text', (column) => column.notNull().references('console_user.id'))
    .addColumn('code_hash', 'text', required)
    .addColumn('used_ms', 'bigint')
    .addPrimaryKeyConstraint('recovery_code_key', ['user_id', 'code_hash'])
    .execute()
  await schema
    .createTable('sign_in_step')
    .addColumn('id', 'text', primary)
    .addColumn('user_id', 'text', (column) => column.notNull().references('console_user.id'))
    .addColumn('has_second_factor', 'integer', flag)
    .addColumn('expires_ms', 'bigint', required)
    .execute()
  await schema
    .createTable('provider_request')
    .addColumn('id', 'text', primary)
    .addColumn('state', 'text', required)
    .addColumn('nonce', 'text', required)
    .addColumn('verifier', 'text', required)
    .addColumn('return_to', 'text', required)
    .addColumn('expires_ms', 'bigint', required)
    .execute()
  await schema
    .createTable('sign_in_rule')
    .addColumn('id', serialType, serial)
    .addColumn('totp_roles', 'text', required)
    .addColumn('author', 'text', required)
    .addColumn('decided_ms', 'bigint', required)
    .execute()
}
