import { hostname } from 'node:os'
import { provinces } from '#domain/plan.ts'
import type { SettingName } from '#protocol/settings.ts'
import type { Translator } from '#i18n/translator.ts'
import { defaultDataFolder, type Settings } from '../../config-file.ts'
import type { Terminal } from '../terminal.ts'

/** Typed to take a setting away that there is. */
const none = '-'

type Asking = { readonly terminal: Terminal; readonly words: Translator }

/** Asks for what a server needs, each with what there is, or what is usual, as the answer to Enter. */
export async function askSettings(known: Settings, { terminal, words }: Asking): Promise<Settings> {
  const answers: Partial<Record<SettingName, string>> = { ...known }
  const put = (name: SettingName, answer: string) => {
    if (answer === '' || answer === none) delete answers[name]
    else answers[name] = answer
  }
  const ask = async (name: SettingName, question: string, usual: string) =>
    put(name, await terminal.ask(question, answers[name] ?? usual))

  const ids = provinces.map(({ id }) => id)
  const choices = ids.join(', ')
  await ask('KHIEN_PROVINCE', words.t('setup.ask.province', { choices }), ids[0] ?? '')
  await ask('KHIEN_ADDRESS', words.t('setup.ask.address'), `${hostname().toLowerCase()}:8443`)
  await ask('KHIEN_DATA_DIR', words.t('setup.ask.data'), defaultDataFolder)
  await ask('KHIEN_TLS_CERT_FILE', words.t('setup.ask.certificate', { none }), '')
  if (answers.KHIEN_TLS_CERT_FILE === undefined) delete answers.KHIEN_TLS_KEY_FILE
  else await ask('KHIEN_TLS_KEY_FILE', words.t('setup.ask.key'), '')
  await ask('KHIEN_BACKUP_DIR', words.t('setup.ask.backups', { none }), '')
  return answers
}
