import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type EpochMs, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import type { Look } from '../probe.ts'
import { fromUtcText, pastTime } from '../windows/filetime.ts'
import { readText } from '../windows/registry.ts'
import { readCumulativeUpdate } from './windows-cumulative.ts'
import { installedUpdates, type InstalledUpdate } from './windows-history.ts'
import { readAutomaticUpdates, readWsusServer } from './windows-policy.ts'
import { readWeakRebootSigns, readWindowsRebootReasons } from './windows-reboot.ts'

type Time = Maybe<EpochMs | null>

/**
 * Reads what Windows remembers of its own updates. What waits is not asked: the search would cost
 * minutes of processor time, and its answer is as old as the last search.
 */
export async function readWindowsPatches(
  system: System,
  { nowMs }: Look,
): Promise<Facts<'patches'>> {
  const updates = installedUpdates(await system.cim('update-history'), nowMs)
  const lastInstallAtMs = await readLastInstall(system, updates, nowMs)
  return {
    manager: 'windows-update',
    securityUpdatesAvailable: unknown('not-supported', 'a search on this machine'),
    securityPackages: [],
    securityLists: unknown('not-supported', 'Windows keeps no lists'),
    lastUpgradeAtMs: lastInstallAtMs,
    rebootReasons: await readWindowsRebootReasons(system),
    weakRebootSigns: await readWeakRebootSigns(system),
    automaticUpdates: await readAutomaticUpdates(system, nowMs),
    windows: {
      cumulativeUpdate: await readCumulativeUpdate(system, updates, nowMs),
      lastSearchAtMs: await readLastSearch(system, nowMs),
      lastInstallAtMs,
      wsusServer: await readWsusServer(system),
    },
  }
}

const results = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\Results'

/** Many builds of Windows 10 and 11 no longer write these times. */
async function readLastSearch(system: System, nowMs: EpochMs): Promise<Time> {
  const time = await readSuccess(system, 'Detect', nowMs)
  return time ?? unknown('not-supported', 'this build does not write down its searches')
}

async function readLastInstall(
  system: System,
  updates: Maybe<readonly InstalledUpdate[]>,
  nowMs: EpochMs,
): Promise<Time> {
  const time = await readSuccess(system, 'Install', nowMs)
  const [newest] = isUnknown(updates) ? [] : updates
  if (typeof time === 'number') return Math.max(time, newest?.atMs ?? 0)
  if (newest) return newest.atMs
  return time ?? (isUnknown(updates) ? updates : null)
}

/** `yyyy-MM-dd HH:mm:ss` in UTC. Null: there is no such value. */
async function readSuccess(
  system: System,
  step: 'Detect' | 'Install',
  nowMs: EpochMs,
): Promise<Time> {
  const text = await readText(system, `${results}\\${step}`, 'LastSuccessTime')
  if (isUnknown(text) || text === null || text === '') return text === '' ? null : text
  return pastTime(fromUtcText(text), nowMs)
}
