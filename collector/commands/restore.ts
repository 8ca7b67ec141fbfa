import { resolve } from 'node:path'
import { placeSettings } from '../backup/restored-settings.ts'
import { restoreBackup, type RestoreWanted } from '../backup/restore.ts'
import { Refusal } from '#protocol/refusals.ts'
import { passphraseCharactersMin } from './backup.ts'
import { readSecretFile } from './secret-file.ts'
import { openTerminal } from './terminal.ts'
import { storeOptions, type Tools } from './tools.ts'

export type RestoreAsked = {
  readonly file: string
  readonly isReplacing: boolean
  /** '': the passphrase of the settings, or somebody at the terminal is asked. */
  readonly passphraseFile: string
}

/**
 * Brings a backup back into the data folder and the database of the settings; `run` serves it from then on.
 * @throws Refusal those of restoreBackup()
 */
export async function restore(tools: Tools, asked: RestoreAsked): Promise<void> {
  const { config, now, log, print, words } = tools
  const { url, file: databaseFile } = storeOptions(tools)
  const wanted = {
    file: resolve(asked.file),
    passphrase: passphraseOf(tools, asked),
    dataFolder: config.dataDir,
    databaseFile,
    url,
    isReplacing: asked.isReplacing,
    now,
    log,
    onStage: (stage) => print(words.t(`restore.stage.${stage}`)),
  } satisfies RestoreWanted
  const { manifest, version, aside, chainFaults } = await restoreAsking(wanted, tools)
  const hosts = manifest.content.rows['host'] ?? 0
  const moment = words.time(manifest.momentMs)
  print(words.t('restore.done', { folder: config.dataDir, moment, version, hosts }))
  for (const place of aside) print(words.t('restore.aside', { place }))
  if (chainFaults > 0) print(words.t('backup.chain-faults', { count: chainFaults }))
  const releases = manifest.content.rows['release'] ?? 0
  if (releases > 0) print(words.t('restore.releases', { count: releases }))
  const { dataDir: dataFolder, configFile } = config
  const settings = await placeSettings({ dataFolder, configFile, url })
  const key = settings.isInPlace ? 'restore.settings' : 'restore.settings.beside'
  print(words.t(key, { file: settings.file, address: manifest.address }))
}

function passphraseOf({ config }: Tools, { passphraseFile }: RestoreAsked): string | null {
  const file = passphraseFile === '' ? config.backup.passphraseFile : passphraseFile
  if (file === null) return null
  const name = passphraseFile === '' ? 'KHIEN_BACKUP_PASSPHRASE_FILE' : '--passphrase-file'
  return readSecretFile(name, file, passphraseCharactersMin)
}

/** Whoever sits at a terminal is asked for a passphrase that nothing else gives. */
async function restoreAsking(wanted: RestoreWanted, { words }: Tools) {
  try {
    return await restoreBackup(wanted)
  } catch (error) {
    const isNeeded = error instanceof Refusal && error.code === 'BACKUP_PASSPHRASE_NEEDED'
    const terminal = isNeeded ? openTerminal() : null
    if (!terminal) throw error
    const passphrase = await terminal.askSecret(words.t('restore.passphrase'))
    return restoreBackup({ ...wanted, passphrase })
  }
}
