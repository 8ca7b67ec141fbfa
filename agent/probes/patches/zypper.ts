import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'
import { brief, byCodeUnit } from '../text.ts'
import { readRebootReasons } from './reboot.ts'

const program = '/usr/bin/zypper'
const timeoutMs = 30_000

/** Asks zypper about its cache alone. Not yet seen on a real machine: written from zypper(8). */
export async function readZypper(system: System): Promise<Facts<'patches'>> {
  const patches = await readPatches(system)
  const names = Array.isArray(patches) ? patches : []
  return {
    manager: 'zypper',
    securityUpdatesAvailable: Array.isArray(patches) ? patches.length : patches,
    securityPackages: names.slice(0, limits.securityPackagesMax),
    securityLists: unknown('not-supported', 'age of the lists of zypper'),
    lastUpgradeAtMs: unknown('not-supported', 'history of zypper'),
    rebootReasons: await readRebootReasons(system),
    automaticUpdates: unknown('not-supported', 'settings of YaST'),
  }
}

async function readPatches(system: System): Promise<Maybe<string[]>> {
  const args = ['--no-refresh', '--non-interactive', '--quiet', 'list-patches', '-g', 'security']
  const run = await system.run(program, args, { timeoutMs })
  if (!run.ok) return unknownFrom(run, 'zypper')
  const { exitCode, stdout } = run.value
  if (exitCode !== 0) return unknown('tool-failed', `zypper ended with ${exitCode}`)
  return parsePatches(stdout)
}

/**
 * Names of the rows `repository | name | security | severity | … | needed | …`, sorted, each once.
 */
export function parsePatches(stdout: string): string[] {
  const rows = stdout.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  const needed = rows.filter((cells) => cells.includes('security') && cells.includes('needed'))
  return [...new Set(needed.map(([, name = '']) => brief(name, 120)))].sort(byCodeUnit)
}
