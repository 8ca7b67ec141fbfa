import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { epochMs, unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { isMissing, readOptional, unknownFrom } from '../answers.ts'
import { brief, byCodeUnit } from '../text.ts'
import { readTimeZone, toEpochMs } from '../time-zone.ts'
import { readRebootReasons } from './reboot.ts'
import { readRepositories, type Repository } from './repositories.ts'

type PatchFacts = Facts<'patches'>

const program = '/usr/bin/zypper'
const timeoutMs = 30_000
const historyBytesMax = 1024 * 1024
const cache = {
  folder: '/var/cache/zypp/raw',
  idOf: (name: string) => name,
  index: 'repodata/repomd.xml',
  settings: '/etc/zypp/repos.d',
}

/** Asks zypper about its cache alone. Its rows were captured; the rest is written from zypper(8) and libzypp. */
export async function readZypper(system: System): Promise<PatchFacts> {
  const repositories = await readRepositories(system, cache)
  const patches = repositories.ok
    ? await readPatches(system, repositories.value)
    : unknownFrom(repositories, 'cache of zypper')
  const names = Array.isArray(patches) ? patches : []
  return {
    manager: 'zypper',
    securityUpdatesAvailable: Array.isArray(patches) ? patches.length : patches,
    securityPackages: names.slice(0, limits.securityPackagesMax),
    securityLists: repositories.ok
      ? securityListsOf(repositories.value)
      : unknownFrom(repositories, 'cache of zypper'),
    lastUpgradeAtMs: await readLastPatch(system),
    rebootReasons: await readRebootReasons(system),
    weakRebootSigns: [],
    automaticUpdates: await readAutomaticUpdates(system),
    windows: null,
  }
}

function securityListsOf(repositories: readonly Repository[]): PatchFacts['securityLists'] {
  if (repositories.length === 0) return unknown('not-readable', 'no repository in the cache')
  const listed = repositories.filter(({ hasAdvisories }) => hasAdvisories)
  return listed.slice(0, 32).map(({ facts }) => facts)
}

/** Repositories without patches answer nothing at all: that is not known. */
async function readPatches(
  system: System,
  repositories: readonly Repository[],
): Promise<Maybe<string[]>> {
  if (!repositories.some(({ hasAdvisories }) => hasAdvisories)) {
    return unknown('not-readable', 'no patches in the cache of zypper')
  }
  const args = ['--no-refresh', '--non-interactive', 'list-patches', '-g', 'security']
  const run = await system.run(program, args, { timeoutMs })
  if (!run.ok) return unknownFrom(run, 'zypper')
  const { exitCode, stdout } = run.value
  if (exitCode !== 0) return unknown('tool-failed', `zypper ended with ${exitCode}`)
  return parsePatches(stdout) ?? unknown('not-understood', 'rows of zypper')
}

/**
 * Names of the rows `repository | name | security | severity | … | needed | …`, sorted, each once; null: neither such
 * a table nor the sentence that there is none.
 */
export function parsePatches(stdout: string): string[] | null {
  const rows = stdout.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  const isTable = rows.some((cells) => cells.includes('Category') && cells.includes('Status'))
  if (!isTable && !/^No updates found\.$/m.test(stdout)) return null
  const needed = rows.filter((cells) => cells.includes('security') && cells.includes('needed'))
  return [...new Set(needed.map(([, name = '']) => brief(name, 120)))].sort(byCodeUnit)
}

/** Local time of the last line `2026-11-22 04:52:34|patch  |name|…` of the history of libzypp. */
async function readLastPatch(system: System): Promise<PatchFacts['lastUpgradeAtMs']> {
  const options = { bytesMax: historyBytesMax, part: 'tail' } as const
  const history = await system.readFile('/var/log/zypp/history', options)
  if (isMissing(history)) return unknown('not-readable', 'no history of zypper')
  if (!history.ok) return unknownFrom(history, 'history of zypper')
  const lines = [...history.value.matchAll(/^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})\|patch\s*\|/gm)]
  const time = toEpochMs(lines.at(-1)?.[1] ?? '', await readTimeZone(system))
  return epochMs.safeParse(time).success ? time : unknown('not-readable', 'no patch in the history')
}

/** The lines that are read here, for a recording. */
export function reduceZyppHistory(history: string): string {
  const line = history.split('\n').findLast((each) => /^[^|]*\|patch\s*\|/.test(each))
  return line === undefined ? '' : `${line.slice(0, 19)}|patch |\n`
}

/** `AOU_ENABLE_CRONJOB="true"`. Source: yast2-online-update-configuration; not yet seen on a real machine. */
async function readAutomaticUpdates(system: System): Promise<PatchFacts['automaticUpdates']> {
  const settings = await readOptional(system, '/etc/sysconfig/automatic_online_update')
  if (!settings.ok) return unknownFrom(settings, 'automatic_online_update')
  return /^AOU_ENABLE_CRONJOB="?true"?/m.test(settings.value ?? '') ? 'on' : 'off'
}
