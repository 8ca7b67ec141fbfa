import { access, chown, constants, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { backupsToRemove, type Keeping } from '#domain/backup-keeping.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'

/*
 * The names in the folder of backups: khien-<database>-20261122T180000000Z.khien-backup, and beside it, while it is
 * made, the same with `.unfinished`. The database is named by the beginning of its id, so that several may share one.
 */
const extension = '.khien-backup'
const unfinished = '.unfinished'

/** The name of a backup by the database and the moment that it is of. */
export function backupName(databaseId: string, momentMs: EpochMs): string {
  const moment = new Date(momentMs).toISOString().replace(/[-:.]/g, '')
  return `${beginningOf(databaseId)}${moment}${extension}`
}

const beginningOf = (databaseId: string) => `khien-${databaseId.slice(0, 8)}-`

/**
 * Makes the folder where it is missing. An administrator makes it for the account that owns `likeFolder`.
 * @throws Refusal BACKUP_FOLDER_NOT_WRITABLE
 */
export async function makeBackupFolder(folder: string, likeFolder: string): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (made !== undefined && process.getuid?.() === 0) {
      const { uid, gid } = await stat(likeFolder)
      await chown(folder, uid, gid)
    }
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('BACKUP_FOLDER_NOT_WRITABLE', { folder, detail })
  }
}

/** An empty folder in which one backup is made; what was left of those that were interrupted is removed. */
export async function makeWorkFolder(folder: string, name: string): Promise<string> {
  for (const entry of await readdir(folder)) {
    if (entry.startsWith('khien-') && entry.endsWith(`${extension}${unfinished}`)) {
      await rm(join(folder, entry), { recursive: true, force: true })
    }
  }
  const work = join(folder, `${name}${unfinished}`)
  await mkdir(work, { mode: 0o700 })
  return work
}

/** Removes the backups of a database that are kept no longer, and gives their names. */
export async function removeOld(
  folder: string,
  databaseId: string,
  keeping: Keeping,
): Promise<string[]> {
  const begins = beginningOf(databaseId)
  const backups = (await readdir(folder)).flatMap((name) => {
    const momentMs = momentOf(name)
    return name.startsWith(begins) && momentMs !== null ? [{ name, momentMs }] : []
  })
  const old = backupsToRemove(backups, keeping)
  for (const name of old) await rm(join(folder, name), { force: true })
  return old
}

function momentOf(name: string): EpochMs | null {
  const match = /-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.khien-backup$/.exec(name)
  if (!match) return null
  const [, year, month, day, hour, minute, second, ms] = match
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`)
}
