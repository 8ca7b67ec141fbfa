import { resolve } from 'node:path'
import type { SettingName } from '#protocol/settings.ts'
import { defaultDataFolder, type Settings } from '../../config-file.ts'

const paths: readonly SettingName[] = [
  'KHIEN_DATA_DIR',
  'KHIEN_TLS_CERT_FILE',
  'KHIEN_TLS_KEY_FILE',
  'KHIEN_BACKUP_DIR',
  'KHIEN_BACKUP_PASSPHRASE_FILE',
]

/**
 * Settings with what follows from them: who serves others listens for others, on the port of its address. Paths are
 * written in full, because `run` may start elsewhere.
 */
export function completed(settings: Settings, before: Settings): Settings {
  const { KHIEN_ADDRESS: address = '' } = settings
  const { KHIEN_PORT: portBefore, ...others } = settings
  const port = portOf(address)
  const isForOthers = address !== '' && !address.startsWith('localhost:')
  // A port that was that of the address goes with the address.
  const hasFollowed = portBefore === portOf(before.KHIEN_ADDRESS ?? '')
  const filled: Settings = {
    KHIEN_DATA_DIR: defaultDataFolder,
    ...(isForOthers ? { KHIEN_LISTEN: '0.0.0.0' } : {}),
    ...(hasFollowed ? others : settings),
  }
  const full = paths.flatMap((name) => {
    const value = filled[name]
    return value === undefined || value === '' ? [] : [[name, resolve(value)] as const]
  })
  const isFree = port !== undefined && filled.KHIEN_PORT === undefined
  return { ...filled, ...Object.fromEntries(full), ...(isFree ? { KHIEN_PORT: port } : {}) }
}

const portOf = (address: string): string | undefined => /:(\d+)$/.exec(address)?.[1]
