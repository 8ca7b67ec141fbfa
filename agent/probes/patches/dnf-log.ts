import type { Facts } from '#protocol/facts/registry.ts'
import { epochMs, unknown, type EpochMs } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { isMissing, unknownFrom } from '../answers.ts'
import { readTimeZone, toEpochMs } from '../time-zone.ts'

const logBytesMax = 2 * 1024 * 1024
const dayMs = 86_400_000

/** When rpm last upgraded a package, from the log of dnf or yum and those rotated before it. */
export async function readLastRpmUpgrade(
  system: System,
  nowMs: EpochMs,
): Promise<Facts<'patches'>['lastUpgradeAtMs']> {
  const names = await system.readFolder('/var/log')
  if (!names.ok) return unknownFrom(names, 'logs')
  const logs = names.value.filter((name) => /^(dnf\.rpm|yum)\.log([.-]\d+)?$/.test(name))
  const times: number[] = []
  for (const name of logs.slice(0, 16)) {
    const log = await system.readFile(`/var/log/${name}`, { bytesMax: logBytesMax, part: 'tail' })
    if (isMissing(log)) continue
    if (!log.ok) return unknownFrom(log, 'log of dnf')
    const time = name.startsWith('yum')
      ? parseYumLog(log.value, { zone: await readTimeZone(system), nowMs })
      : parseDnfLog(log.value)
    if (time !== null) times.push(time)
  }
  if (times.length > 0) return Math.max(...times)
  return unknown('not-readable', 'no upgrade in the logs of dnf')
}

/**
 * Time of the last line `2026-11-22T04:52:34+0000 SUBDEBUG Upgrade: bash-5.1.8-9.el9.x86_64`; null: there is none.
 * `Upgraded:` is the removal of the old one. Source: captured from dnf 4.14; older ones write `Z` for the zone.
 */
export function parseDnfLog(log: string): EpochMs | null {
  const lines = [...log.matchAll(/^(\S+) \S+ (?:Upgrade|Update): /gm)]
  const stamp = lines.at(-1)?.[1] ?? ''
  const time = Date.parse(stamp.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return epochMs.safeParse(time).success ? time : null
}

/** Time of the last line `Nov 22 04:52:34 Updated: bash-4.2.46-35.el7_9.x86_64`, which names no year. */
export function parseYumLog(
  log: string,
  { zone, nowMs }: { zone: string; nowMs: EpochMs },
): EpochMs | null {
  const found = [...log.matchAll(/^([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}:\d{2}:\d{2}) Updated: /gm)]
  const [, month = '', day = '', clock = ''] = found.at(-1) ?? []
  const number = months.indexOf(month) + 1
  if (number === 0) return null
  const year = new Date(nowMs).getUTCFullYear()
  const inYear = (each: number) =>
    toEpochMs(`${each}-${pad(number)}-${pad(Number(day))} ${clock}`, zone)
  // A line cannot be of the future: what would be belongs to the year before.
  return [year, year - 1]
    .map(inYear)
    .filter((time) => time !== null && time <= nowMs + dayMs)
    .reduce<EpochMs | null>((best, time) => (best === null ? time : best), null)
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

/** The lines that are read here, for a recording. */
export function reduceDnfLog(log: string): string {
  const lines = log.split('\n').filter((line) => /\b(Upgrade|Update|Updated): /.test(line))
  return lines
    .slice(-1)
    .map((line) => `${line.replace(/(: ).*$/, '$1-')}\n`)
    .join('')
}
