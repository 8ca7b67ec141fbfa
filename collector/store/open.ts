import type { Log, Store } from '#collector/deps.ts'
import { endOutdatedFacts } from './facts-schema.ts'
import { migrate } from './migrate.ts'
import { connectPostgres } from './postgres.ts'
import { connectSqlite, type Connected } from './sqlite.ts'

/**
 * Opens the database and brings its tables to this version.
 * `url` null: the SQLite file `file`; otherwise a `postgres://` address.
 * @throws Refusal DATABASE_NOT_OPENED, DATABASE_NEWER, DATA_DIR_NOT_WRITABLE, DATA_DIR_IN_USE
 */
export async function openStore({ url, file, log }: StoreOptions): Promise<Store> {
  return broughtUp(url === null ? connectSqlite(file) : await connectPostgres(url, log))
}

/**
 * Opens the database beside a collector that may be running on it: for a command that is soon done.
 * @throws Refusal DATABASE_NOT_OPENED, DATABASE_NEWER, DATA_DIR_NOT_WRITABLE
 */
export async function openStoreBeside({ url, file, log }: StoreOptions): Promise<Store> {
  const noLock = () => () => undefined
  return broughtUp(url === null ? connectSqlite(file, noLock) : await connectPostgres(url, log))
}

/**
 * Opens a database that this process has opened already, over connections of its own: for a thread that reads.
 * @throws Refusal DATABASE_NOT_OPENED
 */
export async function openStoreForReading({ url, file, log }: StoreOptions): Promise<Store> {
  const noLock = () => () => undefined
  return (url === null ? connectSqlite(file, noLock) : await connectPostgres(url, log)).ready()
}

type StoreOptions = { readonly url: string | null; readonly file: string; readonly log: Log }

async function broughtUp(connected: Connected): Promise<Store> {
  try {
    await migrate(connected.db, connected.engine, connected.name)
    const store = connected.ready()
    await endOutdatedFacts(store.db, store.engine)
    return store
  } catch (error) {
    await connected.abandon()
    throw error
  }
}
