import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Log } from '#collector/deps.ts'
import { countChainFaults } from '#store/backups/copied.ts'
import { restorePostgres } from '#store/backups/restore-postgres.ts'
import { markRestored, type RestoredFrom } from '#store/backups/restored.ts'
import { takeFileLock } from '#store/file-lock.ts'
import { migrationNames } from '#store/migrate.ts'
import { openStoreBeside } from '#store/open.ts'
import { checkContent } from './check.ts'
import {
  dropStaging,
  giveToOwner,
  holdsData,
  makeDataFolder,
  makeStaging,
  moveIn,
} from './data-folder.ts'
import { diskRefusal } from './disk-trouble.ts'
import { databaseParts, type Manifest } from './form.ts'
import { openBackup, unpackBackup, type OpenedBackup } from './read-file.ts'

export const restoreStages = ['looking', 'unpacking', 'checking', 'preparing', 'moving'] as const
export type RestoreStage = (typeof restoreStages)[number]

/** Which backup is brought back, and where to. */
export type RestoreWanted = {
  readonly file: string
  readonly passphrase: string | null
  readonly dataFolder: string
  /** As the store names it; in the data folder. */
  readonly databaseFile: string
  readonly url: string | null
  readonly isReplacing: boolean
  readonly now: () => EpochMs
  readonly log: Log
  readonly onStage: (stage: RestoreStage) => void
}

export type Restored = {
  readonly manifest: Manifest
  readonly version: string
  /** Where what was there before is now; null: there was nothing. */
  readonly aside: readonly string[]
  /** Links of the chains that are not as they were written. */
  readonly chainFaults: number
}

/**
 * Brings a backup back: looks at all of it first, and moves nothing before it is unpacked, whole, and brought to this
 * version. What was there is moved aside. The restore stands in the audit of the restored database.
 * @throws Refusal those of openBackup() and unpackBackup(); RESTORE_IN_USE, RESTORE_NOT_EMPTY, BACKUP_OTHER_DATABASE,
 * BACKUP_NOT_GOOD, BACKUP_NO_SPACE, BACKUP_NOT_WRITTEN, those of restorePostgres() and of openStore()
 */
export async function restoreBackup(wanted: RestoreWanted): Promise<Restored> {
  const { file, dataFolder, databaseFile, isReplacing, onStage } = wanted
  onStage('looking')
  const backup = await openBackup(file, migrationNames)
  await makeDataFolder(dataFolder)
  const unlock = lockOrRefuse(databaseFile, dataFolder)
  try {
    if (!isReplacing && (await holdsData(dataFolder))) {
      throw new Refusal('RESTORE_NOT_EMPTY', { place: dataFolder })
    }
    return await restoreLocked(wanted, backup, await makeStaging(dataFolder))
  } catch (error) {
    throw diskRefusal(error, dataFolder)
  } finally {
    await dropStaging(dataFolder)
    unlock()
    await giveToOwner(dataFolder)
  }
}

function lockOrRefuse(databaseFile: string, place: string): () => void {
  try {
    return takeFileLock(databaseFile)
  } catch (error) {
    const isRunning = error instanceof Refusal && error.code === 'DATA_DIR_IN_USE'
    throw isRunning ? new Refusal('RESTORE_IN_USE', { place }) : error
  }
}

async function restoreLocked(
  wanted: RestoreWanted,
  backup: OpenedBackup,
  staging: string,
): Promise<Restored> {
  const { passphrase, dataFolder, databaseFile, now, onStage } = wanted
  const { version } = backup.lead
  onStage('unpacking')
  const manifest = await unpackBackup(backup, { folder: staging, passphrase })
  refuseOtherEngine(manifest, wanted.url)
  onStage('checking')
  await checkContent(staging, manifest)
  onStage('preparing')
  const moment = new Date(now()).toISOString().replace(/[-:.]/g, '')
  const { momentMs } = manifest
  const from = { file: wanted.file, momentMs, version, digest: backup.digest }
  const prepared = await prepare(wanted, { staging, manifest, from, moment })
  onStage('moving')
  if (prepared.file !== null) {
    await rename(prepared.file, join(staging, databaseFile.slice(dataFolder.length + 1)))
  }
  const moved = await moveIn(dataFolder, moment)
  const aside = [prepared.aside, moved].filter((place) => place !== null)
  return { manifest, version, aside, chainFaults: prepared.chainFaults }
}

function refuseOtherEngine({ engine }: Manifest, url: string | null): void {
  const names = { sqlite: 'SQLite', postgres: 'PostgreSQL' }
  const expected = url === null ? 'sqlite' : 'postgres'
  if (engine === expected) return
  throw new Refusal('BACKUP_OTHER_DATABASE', { given: names[engine], expected: names[expected] })
}

type Preparing = {
  readonly staging: string
  readonly manifest: Manifest
  readonly from: RestoredFrom
  readonly moment: string
}

/** Brings the database to this version and makes it ready to serve, still out of everybody's way on SQLite. */
async function prepare(
  { url, log, isReplacing, now }: RestoreWanted,
  { staging, manifest, from, moment }: Preparing,
) {
  const part = join(staging, databaseParts[manifest.engine])
  const aside = url === null ? null : await restorePostgres(part, { url, log, isReplacing, moment })
  if (url !== null) await rm(part)
  const store = await openStoreBeside({ url, file: part, log })
  try {
    const chainFaults = await countChainFaults(store.reader)
    const by = { actor: 'command', address: null, nowMs: now() }
    await markRestored(store.db, from, by)
    return { aside, chainFaults, file: url === null ? part : null }
  } finally {
    await store.close()
  }
}
