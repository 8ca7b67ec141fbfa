import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SettingName } from '#protocol/settings.ts'
import { Refusal } from '#protocol/refusals.ts'
import {
  parseSettings,
  renderSettings,
  writeConfigFile,
  type Settings,
} from '#collector/config-file.ts'

/** Where the settings of the backup are now; `isInPlace`: the collector reads them from there by itself. */
export type RestoredSettings = { readonly file: string; readonly isInPlace: boolean }

/**
 * Puts the settings of an unpacked backup where the collector looks for them, unless settings are there already. Files
 * that they name lie in the data folder now, and are named there.
 */
export async function placeSettings(place: {
  readonly dataFolder: string
  readonly configFile: string
  readonly url: string | null
}): Promise<RestoredSettings> {
  const { dataFolder, configFile, url } = place
  const kept = join(dataFolder, 'collector.conf')
  const own = {
    KHIEN_DATA_DIR: dataFolder,
    ...(url === null ? {} : { KHIEN_DATABASE_URL: url }),
  }
  const named = await namedFiles(join(dataFolder, 'settings'))
  const settings = { ...parseSettings(await readFile(kept, 'utf8')), ...own, ...named }
  writeConfigFile(kept, renderSettings(settings), dataFolder)
  if (existsSync(configFile)) return { file: kept, isInPlace: kept === configFile }
  try {
    writeConfigFile(configFile, renderSettings(settings), dataFolder)
    return { file: configFile, isInPlace: true }
  } catch (error) {
    // Only an administrator may write there; the settings are not lost, and the caller says where they are.
    if (error instanceof Refusal) return { file: kept, isInPlace: false }
    throw error
  }
}

async function namedFiles(folder: string): Promise<Settings> {
  const names = existsSync(folder) ? await readdir(folder) : []
  return parseSettings(names.map((name) => `${name}='${join(folder, name)}'`).join('\n'))
}

/** The settings that name files which a backup holds. */
export const settingFiles: readonly SettingName[] = [
  'KHIEN_TLS_CERT_FILE',
  'KHIEN_TLS_KEY_FILE',
  'KHIEN_LDAP_BIND_PASSWORD_FILE',
  'KHIEN_LDAP_CA_FILE',
  'KHIEN_LDAP_GROUPS',
  'KHIEN_OIDC_CLIENT_SECRET_FILE',
  'KHIEN_OIDC_GROUPS',
]
