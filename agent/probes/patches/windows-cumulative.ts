import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type EpochMs, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'
import { readBuild } from '../windows/build.ts'
import { fromFiletimeParts, pastTime } from '../windows/filetime.ts'
import { numberIn, textIn } from '../windows/registry.ts'
import { isBeside, isCumulative, namesRevision, type InstalledUpdate } from './windows-history.ts'

type CumulativeUpdate = NonNullable<Facts<'patches'>['windows']>['cumulativeUpdate']
type Found = Exclude<CumulativeUpdate, null | { state: 'unknown' }>

const packagesPath =
  'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages'
/** A Windows that has been updated for years holds some thousands. */
const packagesMax = 65_536

/**
 * `Package_for_RollupFix~31bf3856ad364e35~amd64~~19041.4780.1.9`: the second number is the revision
 * of the running system, the first is not its build where an enablement package raised that.
 * Source: `dism /get-packages` of Windows 10 22H2 in public reports: 19041.2965 on 19045.2965.
 */
const rollupName = /^Package_for_RollupFix~31bf3856ad364e35~\w+~~\d+\.(\d+)\.\d+\.\d+$/i

/** Installed, of the states of a package. Source: CbsApi, CbsInstallStateInstalled (0x70). */
const installed = 112

/**
 * The cumulative update that gave the running system its revision, and when it was installed. The
 * component store says it best; the history of the update agent names its KB, and stands in where
 * the store has no such package. Null: neither knows any.
 */
export async function readCumulativeUpdate(
  system: System,
  updates: Maybe<readonly InstalledUpdate[]>,
  nowMs: EpochMs,
): Promise<CumulativeUpdate> {
  const revision = await readRevision(system)
  const inStore = await readInStore(system, revision, nowMs)
  const known = isUnknown(updates) ? [] : updates
  if (!isUnknown(inStore) && inStore !== null) {
    const kb = inStore.kb ?? kbFor(inStore.installedAtMs, known, revision)
    return { kb, installedAtMs: inStore.installedAtMs }
  }
  const newest = known.find(isCumulative)
  if (newest) return { kb: newest.kb, installedAtMs: newest.atMs }
  if (isUnknown(inStore)) return inStore
  if (isUnknown(updates)) return updates
  return updates.length === 0
    ? null
    : unknown('not-understood', 'no update is known to be the cumulative one')
}

async function readRevision(system: System): Promise<Maybe<number>> {
  const build = await readBuild(system)
  if (isUnknown(build)) return build
  return build.revision ?? unknown('not-understood', 'UBR: missing')
}

/** Null: the store holds no such package at all. */
async function readInStore(
  system: System,
  revision: Maybe<number>,
  nowMs: EpochMs,
): Promise<Maybe<Found | null>> {
  const store = await system.registryKey(packagesPath, { subkeysMax: packagesMax })
  if (!store.ok) return unknownFrom(store, 'component store')
  if (store.value === null) return unknown('not-readable', 'component store: missing')
  const rollups = store.value.subkeys.filter((name) => rollupName.test(name))
  if (rollups.length === 0) return null
  if (isUnknown(revision)) return revision
  const matching = rollups.filter((name) => Number(rollupName.exec(name)?.[1]) === revision)
  let newest: Maybe<Found> = unknown('not-understood', 'no package of the running revision')
  for (const name of matching) {
    const found = await readPackage(system, name, nowMs)
    if (found === null) continue
    if (isUnknown(newest) || (!isUnknown(found) && found.installedAtMs > newest.installedAtMs)) {
      newest = found
    }
  }
  return newest
}

/** Null: staged, superseded or on its way out. */
async function readPackage(
  system: System,
  name: string,
  nowMs: EpochMs,
): Promise<Maybe<Found | null>> {
  const key = await system.registryKey(`${packagesPath}\\${name}`)
  const state = numberIn(key, 'CurrentState')
  if (isUnknown(state)) return state
  if (state !== installed) return null
  const high = numberIn(key, 'InstallTimeHigh')
  const low = numberIn(key, 'InstallTimeLow')
  if (typeof high !== 'number' || typeof low !== 'number') {
    return unknown('not-understood', 'InstallTime of a package')
  }
  const atMs = pastTime(fromFiletimeParts(high, low), nowMs)
  if (isUnknown(atMs)) return atMs
  if (atMs === null) return unknown('not-understood', 'InstallTime of a package: never')
  const location = textIn(key, 'InstallLocation')
  const kb = typeof location === 'string' ? /KB\d{6,7}/i.exec(location)?.[0] : undefined
  return { kb: kb?.toUpperCase() ?? null, installedAtMs: atMs }
}

/** The update that the history has near the installation, when it can be only one. */
function kbFor(
  installedAtMs: EpochMs,
  updates: readonly InstalledUpdate[],
  revision: Maybe<number>,
): string | null {
  const near = updates.filter(
    ({ atMs, title, kb }) =>
      kb !== null && !isBeside(title) && Math.abs(atMs - installedAtMs) <= nearMs,
  )
  const exact = isUnknown(revision) ? [] : near.filter((each) => namesRevision(each, revision))
  const cumulative = near.filter(isCumulative)
  const [candidates = []] = [exact, cumulative, near].filter((list) => list.length > 0)
  const names = new Set(candidates.map(({ kb }) => kb))
  const [only] = names
  return names.size === 1 ? (only ?? null) : null
}

/** The history has the time of the installer, the store that of the restart after it. */
const nearMs = 3 * 86_400_000
