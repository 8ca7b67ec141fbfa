import Database from 'better-sqlite3'
import { dirname } from 'node:path'
import { Refusal } from '#protocol/refusals.ts'

/**
 * Keeps a second collector off the same SQLite file, for as long as this process lives.
 * The lock is a transaction that never ends, in a small database beside the file: the kernel lets go of it
 * even after a kill, and unlike a pid file it cannot be left behind.
 * @throws Refusal DATA_DIR_IN_USE with the process that holds it
 */
export function takeFileLock(file: string): () => void {
  const lock = openLock(`${file}.lock`)
  try {
    lock.exec('begin immediate')
    lock.exec('create table if not exists owner (pid integer not null)')
    lock.exec('delete from owner')
    lock.prepare('insert into owner values (?)').run(process.pid)
    lock.exec('commit')
    lock.exec('begin immediate')
    return () => lock.close()
  } catch (error) {
    const pid = isBusy(error) ? ownerOf(lock) : null
    lock.close()
    if (pid === null) throw notOpened(file, error)
    throw new Refusal('DATA_DIR_IN_USE', { folder: dirname(file), pid })
  }
}

function openLock(file: string): Database.Database {
  try {
    return new Database(file, { timeout: 0 })
  } catch (error) {
    throw notOpened(file, error)
  }
}

/** Whoever writes locks out other writers only, so the owner can be read; 0 while it is just being written. */
function ownerOf(lock: Database.Database): number {
  try {
    const pid: unknown = lock.prepare('select pid from owner').pluck().get()
    return typeof pid === 'number' ? pid : 0
  } catch {
    return 0
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
}

function notOpened(database: string, error: unknown): Refusal {
  const detail = error instanceof Error ? error.message : String(error)
  return new Refusal('DATABASE_NOT_OPENED', { database, detail })
}
