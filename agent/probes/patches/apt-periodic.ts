import type { Facts } from '#protocol/facts/registry.ts'
import type { System } from '../../system.ts'
import { isMissing, readDropIns, stands, unknownFrom } from '../answers.ts'

/**
 * Whether security updates are installed by themselves: unattended-upgrades is there and
 * APT::Periodic runs it.
 * Source: /usr/lib/apt/apt.systemd.daily, which reads these settings; the last one holds, see
 * apt.conf(5).
 */
export async function readAutomaticUpdates(
  system: System,
): Promise<Facts<'patches'>['automaticUpdates']> {
  if (!(await stands(system, '/usr/bin/unattended-upgrade'))) return 'off'
  const dropIns = await readDropIns(system, '/etc/apt/apt.conf.d', isAptConf)
  if (!dropIns.ok) return unknownFrom(dropIns, 'apt.conf.d')
  const main = await system.readFile('/etc/apt/apt.conf')
  if (!main.ok && !isMissing(main)) return unknownFrom(main, 'apt.conf')
  return parsePeriodic([...dropIns.value, ...(main.ok ? [main.value] : [])])
}

/** File names that apt takes from apt.conf.d. Source: apt.conf(5). */
function isAptConf(name: string): boolean {
  return /^[A-Za-z0-9_-]+(\.conf)?$/.test(name)
}

export function parsePeriodic(contents: readonly string[]): 'on' | 'off' {
  const text = contents.join('\n').replaceAll(/^\s*(\/\/|#).*$/gm, '')
  const last = (setting: string) => {
    const pattern = new RegExp(`\\b${setting}\\s+"([^"]*)"`, 'gi')
    return [...text.matchAll(pattern)].at(-1)?.[1]
  }
  const isEnabled = last('APT::Periodic::Enable') !== '0'
  const interval = last('Unattended-Upgrade')
  return isEnabled && interval !== undefined && interval !== '0' ? 'on' : 'off'
}

/** The lines that are read here, for a recording: apt.conf may hold the password of a proxy. */
export function reduceAptConf(content: string): string {
  return content
    .split('\n')
    .filter((line) => /Unattended-Upgrade\s+"|APT::Periodic::Enable\s+"/i.test(line))
    .join('\n')
}
