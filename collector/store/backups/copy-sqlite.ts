import Database from 'better-sqlite3'
import { Refusal } from '#protocol/refusals.ts'

/**
 * Copies a database at one moment, while others write to it: readers of a write-ahead log hold nobody up. The copy
 * has no log beside it. Takes the thread for seconds per gigabyte, so it is for a process of its own.
 * @throws Refusal DATABASE_NOT_OPENED
 */
export function copySqlite(file: string, into: string): void {
  const source = openAlone(file)
  try {
    source.prepare('vacuum into ?').run(into)
  } finally {
    source.close()
  }
}

/** What SQLite finds wrong with a database that nobody writes to; empty: it is whole. */
export function findDamage(file: string): string[] {
  try {
    const database = openAlone(file)
    try {
      const said = database.prepare('pragma integrity_check').pluck().all()
      return said.map(String).filter((line) => line !== 'ok')
    } finally {
      database.close()
    }
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

function openAlone(file: string): Database.Database {
  try {
    return new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 })
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('DATABASE_NOT_OPENED', { database: file, detail })
  }
}
