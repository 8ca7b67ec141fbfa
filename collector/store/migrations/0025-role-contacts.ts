import type { Kysely } from 'kysely'

/** How the holder of a role is reached, and who speaks for it: form 08 of NĐ 331/2026 asks for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['functions', 'representative', 'address', 'contact']) {
    await db.schema.alterTable('role_assignment').addColumn(column, 'text').execute()
  }
}
