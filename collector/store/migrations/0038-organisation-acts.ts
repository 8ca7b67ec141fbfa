import { sql, type Kysely } from 'kysely'

/** Which act of all a change of organisations was, and its undo: one after the other, so that whoever looked is told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .alterTable('organisation_change')
    .addColumn('act', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema.alterTable('organisation_change').addColumn('undone_act', 'bigint').execute()
  await sql`update organisation_change set act = change_id`.execute(db)
}
