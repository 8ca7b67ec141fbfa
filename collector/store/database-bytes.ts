import { sql } from 'kysely'
import type { Store } from '#collector/deps.ts'

/** How large the database is: SQLite counts its pages, without the log of what is not yet in them. */
export async function readDatabaseBytes({
  engine,
  reader,
}: Pick<Store, 'engine' | 'reader'>): Promise<number> {
  const asked =
    engine === 'postgres'
      ? sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`
      : sql<{ bytes: number }>`
          select p.page_count * s.page_size as bytes
          from pragma_page_count() p, pragma_page_size() s`
  const { rows } = await asked.execute(reader)
  return Number(rows[0]?.bytes ?? 0)
}
