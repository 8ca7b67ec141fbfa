import { sql } from 'kysely'
import type { Store } from '#collector/deps.ts'
import type { Db } from '../schema.ts'
import { runTool } from './tools.ts'

/** What an earlier restore moved aside is not ours any more. */
const notAside = '--exclude-schema=before_restore_*'

/**
 * Copies a database at the moment of a transaction with pg_dump, in its own compressed form, into a new file.
 * `look` reads in the same transaction, so what it counts is what the copy holds.
 * @throws Refusal BACKUP_TOOL_MISSING, BACKUP_TOOL_FAILED
 */
export function copyPostgres<T>(
  store: Pick<Store, 'atOneMoment'>,
  { url, into }: { readonly url: string; readonly into: string },
  look: (db: Db) => Promise<T>,
): Promise<T> {
  return store.atOneMoment(async (db) => {
    // The limits of ordinary reads would end the transaction in the middle of a large copy.
    await sql`set local statement_timeout = 0`.execute(db)
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(db)
    const { rows } = await sql<{ id: string }>`select pg_export_snapshot() as id`.execute(db)
    const options = ['--format=custom', '--no-owner', '--no-privileges', notAside]
    const args = [...options, `--snapshot=${rows[0]?.id ?? ''}`, `--file=${into}`]
    await runTool('pg_dump', args, { url })
    return look(db)
  })
}

/** Reads a dump from end to end and counts the rows of its tables; it takes no database to do so. */
export async function countDumpedRows(file: string): Promise<Record<string, number>> {
  const counting = new RowCounting()
  await runTool('pg_restore', ['--file=-', file], {
    url: null,
    onOutput: (data) => counting.take(data),
  })
  return counting.rows
}

/** Rows stand one a line between `COPY … FROM stdin;` and `\.`, line ends inside them escaped. */
class RowCounting {
  readonly rows: Record<string, number> = {}
  #table: string | null = null
  #rest = ''

  take(data: Buffer): void {
    // Only the beginnings of lines matter, and those are ASCII.
    const lines = (this.#rest + data.toString('latin1')).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#line(line)
  }

  #line(line: string): void {
    if (this.#table !== null) {
      if (line === '\\.') this.#table = null
      else this.rows[this.#table] = (this.rows[this.#table] ?? 0) + 1
      return
    }
    const table = /^COPY public\.(\w+) /.exec(line)?.[1]
    if (table === undefined) return
    this.#table = table
    this.rows[table] = 0
  }
}
