import { readFileSync } from 'node:fs'
import { Refusal } from '#protocol/refusals.ts'
import { provinces } from '#domain/plan.ts'
import { translator } from '#i18n/translator.ts'
import { giveToOwner, makeDataFolder } from '../backup/data-folder.ts'
import { makeBackupFolder } from '../backup/folder.ts'
import {
  knownSettings,
  parseSettings,
  readConfigFile,
  renderSettings,
  writeConfigFile,
  type Settings,
} from '../config-file.ts'
import { configFileOf, readConfig, readLanguage, readProcessSettings } from '../config.ts'
import { checkCertificate } from './setup/certificate.ts'
import { linesOfChanges } from './setup/changes.ts'
import { completed } from './setup/completed.ts'
import { makeFirstAdministrator } from './setup/first-administrator.ts'
import { askSettings } from './setup/questions.ts'
import { openTerminal, type Terminal } from './terminal.ts'
import { openToolsFor, type Tools } from './tools.ts'

export type SetupAsked = {
  /** Settings that were given as options. */
  readonly given: Settings
  /** A file with settings; '': none. With it nobody is asked. */
  readonly answersFile: string
  readonly administrator: string
  /** '': asked for at a terminal, otherwise left to the first start. */
  readonly passwordFile: string
  /** Says what would change and changes nothing. */
  readonly isDryRun: boolean
}

/**
 * Sets this machine up: asks, or takes what is given; checks all of it; shows what changes and writes that; makes the
 * folders and the first administrator. The same again changes nothing. False: somebody at the terminal said no.
 * @throws Refusal SETTING_UNKNOWN, SETTING_INVALID, CERTIFICATE_INVALID, DATA_DIR_NOT_WRITABLE, FILE_NOT_WRITABLE,
 * BACKUP_FOLDER_NOT_WRITABLE, and those of a password and of the database
 */
export async function setup(asked: SetupAsked): Promise<boolean> {
  const file = configFileOf()
  const current = readConfigFile(file) ?? {}
  const answers = readAnswers(asked.answersFile)
  const known = { ...current, ...knownSettings(readProcessSettings()), ...answers, ...asked.given }
  const isAsking = asked.answersFile === '' && !asked.isDryRun
  const terminal = isAsking ? openTerminal() : null
  const words = translator(readLanguage(known))
  const answered = terminal ? await askSettings(known, { terminal, words }) : known
  const wanted = completed(answered, current)
  const ids = provinces.map(({ id }) => id)
  const tools = openToolsFor(readConfig(ids, { ...wanted, KHIEN_CONFIG_FILE: file }))
  checkCertificate(tools.config, tools.now())

  const lines = linesOfChanges(current, wanted)
  const { print } = tools
  print(words.t(lines.length > 0 ? 'setup.changes' : 'setup.same', { file }))
  for (const line of lines) print(`  ${line}`)
  if (asked.isDryRun) return true
  if (
    lines.length > 0 &&
    terminal &&
    !(await terminal.agrees(words.t('setup.agree'), ['y', 'c']))
  ) {
    print(words.t('setup.left'))
    return false
  }
  await apply(tools, {
    asked,
    terminal,
    text: renderSettings(wanted),
    hasChanges: lines.length > 0,
  })
  print(words.t('setup.done', { address: tools.config.address }))
  return true
}

type Applying = {
  readonly asked: SetupAsked
  readonly terminal: Terminal | null
  readonly text: string
  readonly hasChanges: boolean
}

async function apply(tools: Tools, { asked, terminal, text, hasChanges }: Applying): Promise<void> {
  const { dataDir, backup, configFile } = tools.config
  await makeDataFolder(dataDir)
  if (backup.folder !== null) await makeBackupFolder(backup.folder, dataDir)
  if (hasChanges) writeConfigFile(configFile, text, dataDir)
  await makeFirstAdministrator(tools, { ...asked, terminal })
  await giveToOwner(dataDir)
}

function readAnswers(file: string): Settings {
  if (file === '') return {}
  try {
    return parseSettings(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof Refusal) throw error
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('FILE_NOT_READABLE', { file, detail })
  }
}
