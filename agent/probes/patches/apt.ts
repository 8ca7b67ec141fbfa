import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { unknown, type Maybe } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'
import type { Look } from '../probe.ts'
import { brief } from '../text.ts'
import { isSecuritySourceConfigured, readSecurityLists, type SecurityList } from './apt-lists.ts'
import { readAutomaticUpdates } from './apt-periodic.ts'
import { collectNewest, parseDpkgStatus, pendingOf, type PendingUpdates } from './apt-updates.ts'
import { readLastUpgrade } from './dpkg-log.ts'
import { readRebootReasons } from './reboot.ts'
import { stampOf } from './stamp.ts'

type PatchFacts = Facts<'patches'>

const statusPath = '/var/lib/dpkg/status'
const helperPath = '/usr/lib/apt/apt-helper'
const listBytesMax = 64 * 1024 * 1024
const listsMax = 32

/** Reads what apt and dpkg left on the disk. Nothing is fetched, locked or resolved. */
export async function readApt(system: System, look: Look): Promise<PatchFacts> {
  const lists = await readSecurityLists(system)
  const securityLists = await listFacts(system, lists)
  const pending = lists.ok
    ? await readPending(system, lists.value, look)
    : unknownFrom(lists, 'apt lists')
  const packages = 'packages' in pending ? pending.packages : []
  return {
    manager: 'apt',
    securityUpdatesAvailable: 'packages' in pending ? packages.length : pending,
    securityPackages: packages.slice(0, limits.securityPackagesMax).map((name) => brief(name, 120)),
    securityLists,
    lastUpgradeAtMs: await readLastUpgrade(system),
    rebootReasons: await readRebootReasons(system),
    weakRebootSigns: [],
    automaticUpdates: await readAutomaticUpdates(system),
    windows: null,
  }
}

async function listFacts(
  system: System,
  lists: Answer<SecurityList[]>,
): Promise<PatchFacts['securityLists']> {
  if (!lists.ok) return unknownFrom(lists, 'apt lists')
  if (lists.value.length > 0) return lists.value.slice(0, listsMax).map(({ facts }) => facts)
  const isConfigured = await isSecuritySourceConfigured(system)
  if (!isConfigured.ok) return unknownFrom(isConfigured, 'apt sources')
  return isConfigured.value ? unknown('not-readable', 'security lists: never fetched') : []
}

/** No list is not "nothing waits": it is not known. */
async function readPending(
  system: System,
  lists: readonly SecurityList[],
  look: Look,
): Promise<Maybe<PendingUpdates>> {
  if (lists.length === 0) return unknown('not-readable', 'no security list')
  if (lists.some(({ packageFiles }) => packageFiles.length === 0)) {
    return unknown('not-readable', 'a security list without packages')
  }
  const files = lists.flatMap(({ packageFiles }) => packageFiles)
  for (const { sizes } of lists) {
    if (await isCutOff(system, sizes)) return unknown('not-readable', 'security list: cut off')
  }
  const stamp = await stampOf(system, [statusPath, ...files])
  const known = look.cache?.pendingUpdates.get(stamp)
  if (known) return known
  const status = await system.readFile(statusPath, { bytesMax: listBytesMax })
  if (!status.ok) return unknownFrom(status, 'dpkg status')
  const installed = parseDpkgStatus(status.value)
  if (installed === null) return unknown('not-understood', 'dpkg status: broken or cut off')
  const newest = new Map<string, string>()
  for (const file of files) {
    const list = await readList(system, file)
    if (!list.ok) return unknownFrom(list, 'security list')
    collectNewest(list.value, installed, newest)
  }
  const pending = pendingOf(installed, newest)
  look.cache?.pendingUpdates.set(stamp, pending)
  return pending
}

/** Compressed lists say themselves where they are cut off; of others the size on the disk is that of the archive. */
async function isCutOff(system: System, sizes: ReadonlyMap<string, number>): Promise<boolean> {
  for (const [path, sizeBytes] of sizes) {
    if (!path.endsWith('_Packages')) continue
    const status = await system.fileStatus(path)
    if (status.ok && status.value !== null && status.value.sizeBytes !== sizeBytes) return true
  }
  return false
}

/** apt reads its own compressed lists (lz4, xz, gz, zstd), so its own reader is asked. */
async function readList(system: System, path: string): Promise<Answer<string>> {
  if (path.endsWith('_Packages')) return system.readFile(path, { bytesMax: listBytesMax })
  const run = await system.run(helperPath, ['cat-file', path], { stdoutBytesMax: listBytesMax })
  if (!run.ok) return run
  if (run.value.exitCode === 0) return { ok: true, value: run.value.stdout }
  return {
    ok: false,
    because: 'tool-failed',
    detail: `apt-helper ended with ${run.value.exitCode}`,
  }
}
