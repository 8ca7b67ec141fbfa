import { sql } from 'kysely'
import type { Log } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import { connectPostgres } from '../postgres.ts'
import { runTool } from './tools.ts'

/** A database of PostgreSQL that a dump is to be brought back into. */
export type RestoreTarget = {
  readonly url: string
  readonly log: Log
  /** What is there is kept under another name of its schema, never deleted. */
  readonly isReplacing: boolean
  /** For that name. */
  readonly moment: string
}

/**
 * Brings a dump back into a database in one transaction. Gives the schema that holds what was there; null: it was empty.
 * @throws Refusal RESTORE_IN_USE, RESTORE_NOT_EMPTY, DATABASE_NOT_OPENED, BACKUP_TOOL_MISSING, BACKUP_TOOL_FAILED
 */
export async function restorePostgres(dump: string, target: RestoreTarget): Promise<string | null> {
  const { url, log } = target
  const connected = await connectPostgres(url, log)
  try {
    const aside = await moveAside(connected, target)
    const options = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges']
    await runTool('pg_restore', [...options, dump], { url })
    return aside
  } finally {
    await connected.abandon()
  }
}

async function moveAside(
  { db, name: place }: Awaited<ReturnType<typeof connectPostgres>>,
  { isReplacing, moment }: RestoreTarget,
): Promise<string | null> {
  const others = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where datname = current_database() and application_name = 'khien-collector'
      and pid <> pg_backend_pid()`.execute(db)
  if (Number(others.rows[0]?.count) > 0) throw new Refusal('RESTORE_IN_USE', { place })
  const tables = await sql<{ count: number }>`
    select count(*) as count from pg_tables where schemaname = 'public'`.execute(db)
  if (Number(tables.rows[0]?.count) === 0) return null
  if (!isReplacing) throw new Refusal('RESTORE_NOT_EMPTY', { place })
  const aside = `before_restore_${moment.toLowerCase()}`
  await db.transaction().execute(async (trx) => {
    await sql`alter schema public rename to ${sql.id(aside)}`.execute(trx)
    await sql`create schema public`.execute(trx)
  })
  return aside
}
