import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type EpochMs, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { brief } from '../text.ts'
import { readBuild } from '../windows/build.ts'
import { fromUtcText } from '../windows/filetime.ts'
import { readProductType } from '../windows/product-type.ts'
import { readNumber, readText } from '../windows/registry.ts'

type AutomaticUpdates = Facts<'patches'>['automaticUpdates']
type WsusServer = NonNullable<Facts<'patches'>['windows']>['wsusServer']

const policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate'
const setting = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update'

/**
 * Host name of the server that policy sets; null: updates come from Microsoft. Only the name: an
 * address may carry a password. Source: Microsoft, "Configure automatic updates", WUServer and
 * UseWUServer.
 */
export async function readWsusServer(system: System): Promise<WsusServer> {
  const isUsed = await readNumber(system, `${policy}\\AU`, 'UseWUServer')
  if (isUnknown(isUsed)) return isUsed
  if (isUsed === null || isUsed === 0) return null
  if (isUsed !== 1) return unknown('not-understood', 'UseWUServer')
  const server = await readText(system, policy, 'WUServer')
  if (isUnknown(server)) return server
  const url = URL.parse(server?.trim() ?? '')
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (!isWeb || url.hostname === '') return unknown('not-understood', 'WUServer: no address')
  return brief(url.hostname, 120)
}

/**
 * Whether updates are installed without being asked for. A service that may not start and a pause
 * stand above every policy; where nothing is set, only a Windows 10 or 11 client updates by itself.
 * Source: Microsoft, "Configure automatic updates"; the pause as Windows 10 writes it. Not checked
 * on a real machine.
 */
export async function readAutomaticUpdates(
  system: System,
  nowMs: EpochMs,
): Promise<AutomaticUpdates> {
  const obstacles = [await readIsDisabled(system), await readIsPaused(system, nowMs)]
  const chosen = await readChoice(system)
  if (obstacles.includes(true)) return 'off'
  if (chosen === 'off') return 'off'
  return obstacles.find(isUnknown) ?? chosen
}

/** Start 4. Source: Microsoft, "CurrentControlSet\\Services Subkeys". */
async function readIsDisabled(system: System): Promise<Maybe<boolean>> {
  const start = await readNumber(system, 'SYSTEM\\CurrentControlSet\\Services\\wuauserv', 'Start')
  if (isUnknown(start)) return start
  return start === null ? unknown('not-understood', 'wuauserv: no Start') : start === 4
}

async function readIsPaused(system: System, nowMs: EpochMs): Promise<Maybe<boolean>> {
  const path = 'SOFTWARE\\Microsoft\\WindowsUpdate\\UX\\Settings'
  const until = await readText(system, path, 'PauseUpdatesExpiryTime')
  if (isUnknown(until)) return until
  if (until === null || until === '') return false
  const untilMs = fromUtcText(until)
  return isUnknown(untilMs) ? untilMs : untilMs > nowMs
}

/** Policy before the setting of the machine, which only systems before Windows 10 keep. */
async function readChoice(system: System): Promise<AutomaticUpdates> {
  const isForbidden = await readNumber(system, `${policy}\\AU`, 'NoAutoUpdate')
  if (isUnknown(isForbidden)) return isForbidden
  if (isForbidden === 1) return 'off'
  if (isForbidden !== null && isForbidden !== 0) return unknown('not-understood', 'NoAutoUpdate')
  for (const path of [`${policy}\\AU`, setting]) {
    const option = await readNumber(system, path, 'AUOptions')
    if (option !== null) return isUnknown(option) ? option : choiceOf(option)
  }
  return readDefault(system)
}

/** 1 never, 2 asks before the download, 3 and 7 before the installation, 4 installs; 5 as set. */
function choiceOf(option: number): AutomaticUpdates {
  if (option === 4) return 'on'
  return [1, 2, 3, 7].includes(option) ? 'off' : unknown('not-understood', `AUOptions ${option}`)
}

async function readDefault(system: System): Promise<AutomaticUpdates> {
  const build = await readBuild(system)
  const type = await readProductType(system)
  if (isUnknown(build)) return build
  if (isUnknown(type)) return type
  const isByItself = type === 'workstation' && build.number >= firstOfTen
  return isByItself ? 'on' : unknown('not-understood', 'no update policy is set')
}

const firstOfTen = 10_240
