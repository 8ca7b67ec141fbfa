import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { takeBackup, type BackupWanted, type Taken } from '#collector/backup/take.ts'
import { restoreBackup, type RestoreWanted, type Restored } from '#collector/backup/restore.ts'
import type { Store } from '#collector/deps.ts'
import { rememberOnce } from '#store/meta.ts'
import { openStore } from '#store/open.ts'
import { quietLog } from '#tests/support/databases.ts'
import { seedProvince, seededNowMs } from '#tests/support/seed.ts'
import { temporaryFolder } from '#tests/support/processes.ts'

const databaseId = '2100589d-0000-4000-8000-000000000000'
/** Stands for the keys of the authority: a backup takes what lies there. */
export const keys = 'a key that only this file has\n'

/** A data folder with a seeded province in it, and a way to back it up and bring it back. */
export type Place = {
  readonly path: (name: string) => string
  readonly store: Store
  take(changes?: Partial<BackupWanted>): Promise<Taken>
  restore(file: string, changes?: Partial<RestoreWanted>): Promise<Restored>
}

export async function aPlace(database?: { url: string | null }): Promise<Place> {
  const folder = await temporaryFolder()
  const path = (name: string) => join(folder.path, name)
  const url = database?.url ?? null
  const file = path('data/khien.sqlite')
  mkdirSync(path('data/authority'), { recursive: true })
  writeFileSync(path('data/authority/current.pem'), keys)
  const store = await openStore({ url, file, log: quietLog })
  onTestFinished(async () => {
    await store.close()
    await folder.remove()
  })
  await rememberOnce(store.db, 'database-id', databaseId)
  await seedProvince(store)
  return {
    path,
    store,
    take: (changes = {}) =>
      takeBackup({
        store,
        place: { url, file },
        databaseId,
        authorityFolder: path('data/authority'),
        settings: { text: 'KHIEN_PROVINCE=quang-ngai\n', files: {} },
        province: 'quang-ngai',
        address: 'khien.example:8443',
        version: '0.1.0',
        folder: path('backups'),
        keeping: { days: 14, weeks: 8 },
        passphrase: null,
        now: () => seededNowMs,
        randomBytes,
        onStage: () => undefined,
        ...changes,
      }),
    restore: (backup, changes = {}) =>
      restoreBackup({
        file: backup,
        passphrase: null,
        dataFolder: path('restored'),
        databaseFile: path('restored/khien.sqlite'),
        url: null,
        isReplacing: false,
        now: () => seededNowMs + 60_000,
        log: quietLog,
        onStage: () => undefined,
        ...changes,
      }),
  }
}

/** The code and the values with which something was refused; null: it was not. */
export async function refusalOf(
  action: Promise<unknown>,
): Promise<{ code: string; params: object } | null> {
  try {
    await action
    return null
  } catch (error) {
    const { code, params } = error as { code: string; params: object }
    if (params === undefined) throw error
    return { code, params }
  }
}
