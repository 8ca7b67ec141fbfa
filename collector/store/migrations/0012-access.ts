import type { Kysely } from 'kysely'

/** Whoever could only read is a leader now; accounts of an agency name the part of the tree that they see. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const users = db as Kysely<{ console_user: { role: string } }>
  await db.schema.alterTable('console_user').addColumn('agency_id', 'text').execute()
  await users
    .updateTable('console_user')
    .set({ role: 'leader' })
    .where('role', '=', 'reader')
    .execute()
}
