import type { Facts } from '#protocol/facts/registry.ts'
import { epochMs, unknown } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { isMissing, stands, unknownFrom } from '../answers.ts'
import { readTimeZone, toEpochMs } from '../time-zone.ts'

const logBytesMax = 2 * 1024 * 1024

/** When dpkg last upgraded a package, from its log and the one rotated before it. */
export async function readLastUpgrade(
  system: System,
): Promise<Facts<'patches'>['lastUpgradeAtMs']> {
  const zone = await readTimeZone(system)
  for (const path of ['/var/log/dpkg.log', '/var/log/dpkg.log.1']) {
    const log = await system.readFile(path, { bytesMax: logBytesMax, part: 'tail' })
    if (isMissing(log)) continue
    if (!log.ok) return unknownFrom(log, 'dpkg log')
    const local = parseLastUpgrade(log.value)
    if (local === null) continue
    const time = toEpochMs(local, zone)
    return time !== null && epochMs.safeParse(time).success
      ? time
      : unknown('not-understood', 'time in dpkg log')
  }
  if (await stands(system, '/var/log/dpkg.log.2.gz')) {
    return unknown('not-readable', 'dpkg log: only in older, compressed logs')
  }
  return (await stands(system, '/var/log/dpkg.log')) ? null : unknown('not-readable', 'no dpkg log')
}

/**
 * Local time of the last line `2026-11-22 04:52:34 upgrade name:arch old new`; null: there is none.
 */
export function parseLastUpgrade(log: string): string | null {
  const mark = log.lastIndexOf(' upgrade ')
  if (mark < 0) return null
  const line = log.slice(log.lastIndexOf('\n', mark) + 1, mark)
  return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(line) ? line : null
}

/** The line that is read here, for a recording. */
export function reduceDpkgLog(log: string): string {
  const local = parseLastUpgrade(log)
  return local === null ? '' : `${local} upgrade \n`
}
