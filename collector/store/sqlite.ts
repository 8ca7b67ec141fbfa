import Database from 'better-sqlite3'
import { Kysely, SqliteAdapter, SqliteDialect, type SqliteDatabase } from 'kysely'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Store } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import { takeFileLock } from './file-lock.ts'
import type { Db, Schema } from './schema.ts'

/** A database that is connected and whose tables are not yet known to be of this version. */
export type Connected = {
  readonly engine: Store['engine']
  /** As a person may see it: never with a password. */
  readonly name: string
  readonly db: Db
  ready(): Store
  abandon(): Promise<void>
}

const busyTimeoutMs = 5000
/** Distinct statements are few; the limit only guards against a caller that writes values into its SQL. */
const statementsMax = 500

/**
 * `takeLock` keeps a second collector off the file; a command that works beside one takes none.
 * @throws Refusal DATA_DIR_NOT_WRITABLE, DATA_DIR_IN_USE, DATABASE_NOT_OPENED
 */
export function connectSqlite(file: string, takeLock = takeFileLock): Connected {
  makeWritable(dirname(file))
  const unlock = takeLock(file)
  try {
    const writer = openFile(file)
    const db = kyselyOn(writer)
    const abandon = async () => {
      await db.destroy()
      writer.close()
      unlock()
    }
    return {
      engine: 'sqlite',
      name: file,
      db,
      abandon,
      ready: () => ready({ file, writer, db, unlock }),
    }
  } catch (error) {
    unlock()
    throw error
  }
}

function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new Refusal('DATA_DIR_NOT_WRITABLE', { folder, detail: messageOf(error) })
  }
}

function openFile(file: string): Database.Database {
  try {
    const database = new Database(file, { timeout: busyTimeoutMs })
    // The first read finds out that the file is no database; opening it alone does not.
    database.pragma('schema_version')
    return database
  } catch (error) {
    throw new Refusal('DATABASE_NOT_OPENED', { database: file, detail: messageOf(error) })
  }
}

type Opened = {
  readonly file: string
  readonly writer: Database.Database
  readonly db: Db
  unlock(): void
}

/** From here on the file may change: the tables are known to be ours. */
function ready({ file, writer, db, unlock }: Opened): Store {
  writer.pragma('journal_mode = WAL')
  writer.pragma('synchronous = FULL')
  writer.pragma('foreign_keys = ON')
  writer.pragma('cache_size = -65536')
  // Pages that many hosts share are written to the database once per checkpoint: fewer are cheaper.
  writer.pragma('wal_autocheckpoint = 8000')
  const readerFile = new Database(file, { readonly: true, timeout: busyTimeoutMs })
  readerFile.pragma('cache_size = -32768')
  const reader = kyselyOn(readerFile)
  const close = async () => {
    // The writer last: only it can move what stands in the write-ahead log to the file.
    await reader.destroy()
    readerFile.close()
    await db.destroy()
    writer.close()
    unlock()
  }
  return { engine: 'sqlite', db, reader, close, atOneMoment: (read) => atOneMoment(file, read) }
}

/** Reads a file at one moment over a connection of its own: a reader has one transaction at a time, and others wait. */
export async function atOneMoment<T>(file: string, read: (db: Db) => Promise<T>): Promise<T> {
  const opened = new Database(file, { readonly: true, timeout: busyTimeoutMs })
  const db = kyselyOn(opened)
  try {
    return await db.transaction().execute(read)
  } finally {
    await db.destroy()
    opened.close()
  }
}

function kyselyOn(database: Database.Database): Db {
  return new Kysely<Schema>({
    dialect: new TransactionalSqlite({ database: withKeptStatements(database) }),
  })
}

/** SQLite runs DDL in transactions; Kysely assumes it does not, and would leave half a migration behind. */
class TransactionalSqlite extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Kysely prepares a statement at every call; most of ours are the same text again. */
function withKeptStatements(database: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement<unknown[]>>()
  return {
    close: () => database.close(),
    prepare(query) {
      // A transaction that reads first must not learn at its first write that another process wrote meanwhile.
      const text = query === 'begin' && !database.readonly ? 'begin immediate' : query
      const known = kept.get(text)
      if (known) return known
      const statement = database.prepare<unknown[]>(text)
      if (kept.size >= statementsMax) kept.clear()
      kept.set(text, statement)
      return statement
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
