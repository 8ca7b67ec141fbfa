import { Refusal } from '#protocol/refusals.ts'
import { readConfig, type Environment } from './config.ts'
import type { System } from './system.ts'

/** Where group policy writes, which only administrators and SYSTEM may. The templates are `khien.admx` and its texts. */
export const policyKey = String.raw`SOFTWARE\Policies\Khien`

/** Values of the key, and the settings that they stand for. `NoAgent` is obeyed by the installer and the service. */
export const policySettings = {
  Join: 'KHIEN_JOIN',
  Networks: 'KHIEN_NETWORKS',
  Proxy: 'KHIEN_PROXY',
  CatalogueKeys: 'KHIEN_CATALOGUE_KEYS',
  DeviceCheckKeys: 'KHIEN_DEVICE_CHECK_KEYS',
  LogLevel: 'KHIEN_LOG_LEVEL',
} as const

/** Where the installer writes, which only administrators and SYSTEM may read: a password may stand in a proxy. */
export const installedKey = String.raw`SOFTWARE\Khien\Agent`

/** Properties of the installer that it leaves there for the agent, and the settings that they stand for. */
const installedSettings = { Proxy: 'KHIEN_PROXY' } as const

export type Policies = {
  readonly settings: Environment
  /** What is not obeyed, by name and never by value: a join string holds a token. */
  readonly ignored: readonly string[]
}

/**
 * What group policy says on this machine; nothing where there is none, which is everywhere but on Windows. A value that
 * cannot be is ignored: one slip in a policy of the domain must not silence all its machines.
 */
export function readPolicies(system: Registry): Promise<Policies> {
  return readKey(system, policyKey, policySettings)
}

/** What the installer was told on this machine. A value that cannot be is ignored, as one of a policy is. */
export function readInstalled(system: Registry): Promise<Policies> {
  return readKey(system, installedKey, installedSettings)
}

type Registry = Pick<System, 'platform' | 'registryKey'>

async function readKey(
  { platform, registryKey }: Registry,
  key: string,
  names: Readonly<Record<string, string>>,
): Promise<Policies> {
  if (platform !== 'windows') return { settings: {}, ignored: [] }
  const answer = await registryKey(key)
  if (!answer.ok) return { settings: {}, ignored: [`${key}: ${answer.because}`] }
  const settings: Record<string, string> = {}
  const ignored: string[] = []
  for (const [name, setting] of Object.entries(names)) {
    const value = answer.value?.values[name]
    if (value === undefined || value.value === '') continue
    if (value.type === 'string' && isPossible({ [setting]: value.value })) {
      settings[setting] = value.value
    } else {
      ignored.push(name)
    }
  }
  return { settings, ignored }
}

function isPossible(setting: Environment): boolean {
  try {
    readConfig(setting, '/')
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
