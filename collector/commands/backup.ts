import { resolve } from 'node:path'
import { sizeText } from '#i18n/size-text.ts'
import { Refusal } from '#protocol/refusals.ts'
import { settingFiles } from '../backup/restored-settings.ts'
import { takeBackup, type Taken } from '../backup/take.ts'
import { renderSettings } from '../config-file.ts'
import { takeFileLock } from '#store/file-lock.ts'
import { rememberOnce } from '#store/meta.ts'
import { openStoreBeside } from '#store/open.ts'
import { recordBackup } from '#store/backups/runs.ts'
import { openAuthority } from '../pki/authority.ts'
import { collectorVersion } from '../version.ts'
import { readSecretFile } from './secret-file.ts'
import { authorityFolder, backupLock, storeOptions, type Tools } from './tools.ts'

export const passphraseCharactersMin = 12

export type BackupAsked = {
  /** A folder; '': that of the settings. */
  readonly out: string
  /** As the schedule does: written down as the job's. */
  readonly isScheduled: boolean
}

/**
 * Takes a backup beside a collector that may be running, reads it back, and says where it is.
 * @throws Refusal BACKUP_FOLDER_UNSET, BACKUP_UNDER_WAY, and those of takeBackup()
 */
export async function backup(tools: Tools, { out, isScheduled }: BackupAsked): Promise<void> {
  const { config, now, newId, print, words } = tools
  const folder = out === '' ? config.backup.folder : resolve(out)
  if (folder === null) throw new Refusal('BACKUP_FOLDER_UNSET')
  const { passphraseFile } = config.backup
  const passphrase =
    passphraseFile === null
      ? null
      : readSecretFile('KHIEN_BACKUP_PASSPHRASE_FILE', passphraseFile, passphraseCharactersMin)
  const store = await openStoreBeside(storeOptions(tools))
  try {
    const unlock = lockOrRefuse(tools)
    try {
      const taken = await take(tools, { store, folder, passphrase })
      const actor = isScheduled ? 'job backup' : 'command'
      await recordBackup(store.db, taken, { actor, address: null, nowMs: now(), newId })
      say(taken, tools)
      for (const name of taken.removed) print(words.t('backup.removed', { name }))
    } finally {
      unlock()
    }
  } finally {
    await store.close()
  }
}

async function take(
  tools: Tools,
  part: Pick<Parameters<typeof takeBackup>[0], 'store' | 'folder' | 'passphrase'>,
): Promise<Taken> {
  const { config, now, newId, randomBytes, print, words } = tools
  const folder = authorityFolder(config)
  // A backup without the keys would bring no agent back; a data folder that never served has none yet.
  await openAuthority({ folder, address: config.address, browserCertificate: null, nowMs: now() })
  const { settings } = config
  const named = settingFiles.flatMap((name) => {
    const file = settings[name]
    return file === undefined ? [] : [[name, resolve(file)] as const]
  })
  const { url, file } = storeOptions(tools)
  return takeBackup({
    ...part,
    place: { url, file },
    databaseId: await rememberOnce(part.store.db, 'database-id', newId()),
    authorityFolder: folder,
    settings: { text: renderSettings(settings), files: Object.fromEntries(named) },
    province: config.province,
    address: config.address,
    version: collectorVersion,
    keeping: config.backup.keeping,
    now,
    randomBytes,
    onStage: (stage) => print(words.t(`backup.stage.${stage}`)),
  })
}

function lockOrRefuse({ config }: Tools): () => void {
  try {
    return takeFileLock(backupLock(config))
  } catch (error) {
    const isTaken = error instanceof Refusal && error.code === 'DATA_DIR_IN_USE'
    if (!isTaken) throw error
    throw new Refusal('BACKUP_UNDER_WAY', { pid: error.params['pid'] ?? 0 })
  }
}

function say({ file, bytes, isSealed, chainFaults }: Taken, { print, words }: Tools): void {
  print(words.t('backup.taken', { file, size: sizeText(words, bytes) }))
  print(words.t(isSealed ? 'backup.sealed' : 'backup.open'))
  if (chainFaults > 0) print(words.t('backup.chain-faults', { count: chainFaults }))
}
