import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Keeping } from '#domain/backup-keeping.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { SettingName } from '#protocol/settings.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Store } from '#collector/deps.ts'
import { countChainFaults, readContent } from '#store/backups/copied.ts'
import { copyPostgres } from '#store/backups/copy-postgres.ts'
import { copySqlite } from '#store/backups/copy-sqlite.ts'
import type { TakenBackup } from '#store/backups/runs.ts'
import { migrationNames } from '#store/migrate.ts'
import { checkContent, countFaults, readSqliteContent } from './check.ts'
import { diskRefusal } from './disk-trouble.ts'
import { backupName, makeBackupFolder, makeWorkFolder, removeOld } from './folder.ts'
import { databaseParts, type Manifest } from './form.ts'
import { openBackup, unpackBackup } from './read-file.ts'
import { sealedBytesMax } from './seal.ts'
import { describePart, syncFolder, writeBackup } from './write-file.ts'

export const backupStages = ['copying', 'packing', 'reading-back'] as const
export type BackupStage = (typeof backupStages)[number]

/** What is backed up, and where to. */
export type BackupWanted = {
  readonly store: Store
  readonly place: { readonly url: string | null; readonly file: string }
  readonly databaseId: string
  readonly authorityFolder: string
  /** Settings as a configuration file, and the files that they name. */
  readonly settings: {
    readonly text: string
    readonly files: Readonly<Partial<Record<SettingName, string>>>
  }
  readonly province: string
  readonly address: string
  readonly version: string
  readonly folder: string
  readonly keeping: Keeping
  /** Null: whoever has the file can read it. */
  readonly passphrase: string | null
  readonly now: () => EpochMs
  readonly randomBytes: (count: number) => Buffer
  readonly onStage: (stage: BackupStage) => void
}

/** A backup that is good. `chainFaults`: links that were not as they were written already when it was taken. */
export type Taken = TakenBackup & {
  readonly chainFaults: number
  readonly removed: readonly string[]
}

/**
 * Takes a backup while the collector runs, reads it back, and only then gives it its name; older ones are removed after
 * that as they are kept no longer. Whatever goes wrong leaves those that there were.
 * @throws Refusal BACKUP_FOLDER_NOT_WRITABLE, BACKUP_NO_SPACE, BACKUP_NOT_WRITTEN, BACKUP_NOT_GOOD, BACKUP_TOO_LARGE,
 * BACKUP_TOOL_MISSING, BACKUP_TOOL_FAILED, DATABASE_NOT_OPENED, FILE_NOT_READABLE
 */
export async function takeBackup(wanted: BackupWanted): Promise<Taken> {
  const { folder, databaseId, authorityFolder, now, keeping } = wanted
  await makeBackupFolder(folder, authorityFolder)
  const momentMs = now()
  const name = backupName(databaseId, momentMs)
  const file = join(folder, name)
  const work = await makeWorkFolder(folder, name).catch((error: unknown) => {
    throw diskRefusal(error, folder)
  })
  try {
    const made = await make(wanted, { work, momentMs })
    await rename(made.file, file)
    await syncFolder(folder)
    const { bytes, chainFaults } = made
    const taken = { momentMs, verifiedMs: now(), file, bytes, chainFaults }
    const isSealed = wanted.passphrase !== null
    return { ...taken, isSealed, removed: await removeOld(folder, databaseId, keeping) }
  } catch (error) {
    throw diskRefusal(error, folder)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

type Making = { readonly work: string; readonly momentMs: EpochMs }

async function make(wanted: BackupWanted, { work, momentMs }: Making) {
  const { version, passphrase, randomBytes, onStage } = wanted
  const parts = join(work, 'parts')
  await mkdir(parts, { mode: 0o700 })
  onStage('copying')
  const { manifest, faultsThen } = await gather(wanted, parts, momentMs)
  const total = manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0)
  if (passphrase !== null && total > sealedBytesMax) {
    throw new Refusal('BACKUP_TOO_LARGE', { bytes: total, bytesMax: sealedBytesMax })
  }
  onStage('packing')
  const file = join(work, 'packed')
  const packed = { manifest, folder: parts, version, migrations: migrationNames, passphrase }
  const bytes = await writeBackup(file, { ...packed, randomBytes })
  // From here on the disk needs the room for what is read back instead.
  await rm(parts, { recursive: true })
  onStage('reading-back')
  const faults = await readBack(file, { folder: join(work, 'read-back'), passphrase })
  return { file, bytes, chainFaults: faultsThen ?? faults }
}

/** The database, the keys and the settings under the names of their parts; and what they are. */
async function gather(
  { store, place, authorityFolder, settings, province, address }: BackupWanted,
  folder: string,
  momentMs: EpochMs,
): Promise<{ manifest: Manifest; faultsThen: number | null }> {
  const database = databaseParts[store.engine]
  const { content, faultsThen } = await copyDatabase(store, place, join(folder, database))
  const names: string[] = [database]
  await mkdir(join(folder, 'authority'), { mode: 0o700 })
  for (const name of await readdir(authorityFolder)) {
    if (!name.endsWith('.pem')) continue
    await copyFile(join(authorityFolder, name), join(folder, 'authority', name))
    names.push(`authority/${name}`)
  }
  await writeFile(join(folder, 'collector.conf'), settings.text, { mode: 0o600 })
  names.push('collector.conf')
  await mkdir(join(folder, 'settings'), { mode: 0o700 })
  for (const [setting, file] of Object.entries(settings.files)) {
    await copySetting(file, join(folder, 'settings', setting))
    names.push(`settings/${setting}`)
  }
  const parts = []
  for (const name of names) parts.push(await describePart(folder, name))
  const { engine } = store
  return { manifest: { momentMs, province, address, engine, content, parts }, faultsThen }
}

/** SQLite: the faults of its chains are counted where it was read back. PostgreSQL: at the moment of the copy. */
async function copyDatabase(store: Store, { url, file }: BackupWanted['place'], into: string) {
  if (url === null) {
    copySqlite(file, into)
    return { content: await readSqliteContent(into), faultsThen: null }
  }
  return copyPostgres(store, { url, into }, async (db) => ({
    content: await readContent(db, 'postgres'),
    faultsThen: await countChainFaults(db),
  }))
}

async function copySetting(file: string, into: string): Promise<void> {
  try {
    await copyFile(file, into)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('FILE_NOT_READABLE', { file, detail })
  }
}

/** Does what a restore would do, up to the database that could be opened. */
async function readBack(
  file: string,
  { folder, passphrase }: { readonly folder: string; readonly passphrase: string | null },
): Promise<number> {
  await mkdir(folder, { mode: 0o700 })
  const backup = await openBackup(file, migrationNames)
  const manifest = await unpackBackup(backup, { folder, passphrase })
  await checkContent(folder, manifest)
  if (manifest.engine === 'postgres') return 0
  return countFaults(join(folder, databaseParts.sqlite))
}
