import { chownSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseEnv } from 'node:util'
import { Refusal } from '#protocol/refusals.ts'
import { findUnknownSetting, settingNames, type SettingName } from '#protocol/settings.ts'

/** Settings by their names, as texts. */
export type Settings = Readonly<Partial<Record<SettingName, string>>>

/** Where a package keeps the settings; a checkout keeps them beside its data. */
const packageFile = '/etc/khien/collector.conf'
const checkoutFile = 'data/collector.conf'

const isCheckout = import.meta.url.endsWith('.ts')

/** Where a collector keeps its data when it is told nothing. */
export const defaultDataFolder = isCheckout ? 'data' : '/var/lib/khien-collector'

/** The file that is read when KHIEN_CONFIG_FILE names none. */
export const defaultConfigFile = isCheckout ? checkoutFile : packageFile

/** Settings that stand in no file of a collector: where it lies, what is used once, what is the agent's. */
const neverInFile: ReadonlySet<SettingName> = new Set([
  'KHIEN_CONFIG_FILE',
  'KHIEN_ADMIN_PASSWORD',
  'KHIEN_AGENT_DATA_DIR',
  'KHIEN_JOIN',
  'KHIEN_JOIN_FILE',
])

/**
 * The settings of a file, `NAME=value` a line, as systemd reads an EnvironmentFile. Null: there is no such file.
 * @throws Refusal FILE_NOT_READABLE; SETTING_UNKNOWN for a name that nobody reads
 */
export function readConfigFile(file: string): Settings | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('FILE_NOT_READABLE', { file, detail })
  }
  return parseSettings(text)
}

/** @throws Refusal SETTING_UNKNOWN, also for names that do not begin with KHIEN_ */
export function parseSettings(text: string): Settings {
  const found = parseEnv(text)
  const unknown = findUnknownSetting(found, true)
  if (unknown) throw new Refusal('SETTING_UNKNOWN', unknown)
  return knownSettings(found)
}

/** The settings among the variables of an environment; an empty one is none. */
export function knownSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const settings: Partial<Record<SettingName, string>> = {}
  for (const name of settingNames) {
    const value = environment[name]
    if (value && !neverInFile.has(name)) settings[name] = value
  }
  return settings
}

/**
 * The text of a file with these settings; both systemd and this collector read it back as it was.
 * @throws Refusal SETTING_INVALID for a value that no line can hold
 */
export function renderSettings(settings: Settings): string {
  const lines = settingNames.flatMap((name) => {
    const value = settings[name]
    return value === undefined || value === '' ? [] : [`${name}=${quoted(name, value)}`]
  })
  return `${lines.join('\n')}\n`
}

function quoted(name: SettingName, value: string): string {
  if (/^[\w:/.,@%+=?&~-]*$/.test(value)) return value
  if (!/['\r\n]/.test(value)) return `'${value}'`
  const detail = `“${name.endsWith('URL') ? '***' : value.slice(0, 80)}” → ' \\n`
  throw new Refusal('SETTING_INVALID', { name, detail })
}

/**
 * Writes a configuration file whole or not at all. The group that owns the data folder may read it: an administrator
 * writes what the account of the collector reads.
 * @throws Refusal FILE_NOT_WRITABLE
 */
export function writeConfigFile(file: string, text: string, dataFolder: string): void {
  const unfinished = `${file}.new`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(unfinished, text, { mode: 0o640, flush: true })
    if (process.getuid?.() === 0) chownSync(unfinished, 0, statSync(dataFolder).gid)
    renameSync(unfinished, file)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('FILE_NOT_WRITABLE', { file, detail })
  }
}
