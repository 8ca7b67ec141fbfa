import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { epochMs, unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { stands, unknownFrom } from '../answers.ts'
import { brief, byCodeUnit } from '../text.ts'
import { readRebootReasons } from './reboot.ts'

type PatchFacts = Facts<'patches'>

const program = '/usr/bin/dnf'
const timeoutMs = 30_000
const hourMs = 3_600_000

/** Asks dnf about its cache alone (`-C`). Not yet seen on a real machine: written from dnf(8). */
export async function readDnf(system: System): Promise<PatchFacts> {
  const packages = await readAdvisories(system)
  const names = Array.isArray(packages) ? packages : []
  return {
    manager: 'dnf',
    securityUpdatesAvailable: Array.isArray(packages) ? packages.length : packages,
    securityPackages: names.slice(0, limits.securityPackagesMax),
    securityLists: await readRepositories(system),
    lastUpgradeAtMs: unknown('not-supported', 'history of dnf'),
    rebootReasons: await readRebootReasons(system),
    automaticUpdates: await readTimer(system),
  }
}

/**
 * Mirrors without advisories answer nothing at all: that is not known, where "none waits" would be
 * a guess.
 */
async function readAdvisories(system: System): Promise<Maybe<string[]>> {
  const waiting = await list(system, [])
  if (!Array.isArray(waiting) || waiting.length > 0) return waiting
  const all = await list(system, ['--all'])
  if (!Array.isArray(all)) return all
  return all.length > 0 ? [] : unknown('not-readable', 'no advisories in the cache of dnf')
}

async function list(system: System, more: readonly string[]): Promise<Maybe<string[]>> {
  const args = ['-q', '-C', 'updateinfo', 'list', '--security', ...more]
  const run = await system.run(program, args, { timeoutMs })
  if (!run.ok) return unknownFrom(run, 'dnf')
  if (run.value.exitCode !== 0)
    return unknown('tool-failed', `dnf ended with ${run.value.exitCode}`)
  return parseUpdateinfo(run.value.stdout)
}

/**
 * Package names of rows `RHSA-2024:1234 Important/Sec. bash-5.1.8-9.el9.x86_64`, sorted, each once.
 */
export function parseUpdateinfo(stdout: string): string[] {
  const names = stdout.split('\n').flatMap((line) => {
    const row = /^(?:i\s+)?\S+[-:]\S+\s+\S+\s+(\S+)-[^-\s]+-[^-\s]+\.[^.\s]+(\s|$)/.exec(line)
    return row?.[1] === undefined ? [] : [brief(row[1], 120)]
  })
  return [...new Set(names)].sort(byCodeUnit)
}

/**
 * `/var/cache/dnf/<repository>-<16 hex>/repodata/repomd.xml`, whose revision is mostly an epoch
 * time.
 */
async function readRepositories(system: System): Promise<PatchFacts['securityLists']> {
  const folders = await system.readFolder('/var/cache/dnf')
  if (!folders.ok) return unknownFrom(folders, 'cache of dnf')
  const lists = []
  for (const folder of folders.value.filter((name) => /-[0-9a-f]{16}$/.test(name)).slice(0, 32)) {
    const path = `/var/cache/dnf/${folder}/repodata/repomd.xml`
    const head = await system.readFile(path, { bytesMax: 4_096, part: 'head' })
    const status = await system.fileStatus(path)
    if (!head.ok || !status.ok || status.value === null) continue
    const fetchedAtMs = Math.floor(status.value.changedMs / hourMs) * hourMs
    const revision = Number(/<revision>(\d{10})<\/revision>/.exec(head.value)?.[1]) * 1000
    lists.push({
      name: brief(folder.replace(/-[0-9a-f]{16}$/, ''), 200),
      releasedAtMs: epochMs.safeParse(revision).success ? revision : null,
      validUntilMs: null,
      fetchedAtMs: epochMs.safeParse(fetchedAtMs).success ? fetchedAtMs : null,
    })
  }
  return lists
}

/**
 * dnf-automatic installs where its installing timer is on, or its plain one with `apply_updates =
 * yes`.
 */
async function readTimer(system: System): Promise<PatchFacts['automaticUpdates']> {
  const wants = '/etc/systemd/system/timers.target.wants'
  if (await stands(system, `${wants}/dnf-automatic-install.timer`)) return 'on'
  if (!(await stands(system, `${wants}/dnf-automatic.timer`))) return 'off'
  const settings = await system.readFile('/etc/dnf/automatic.conf')
  if (!settings.ok) return unknownFrom(settings, 'automatic.conf')
  return /^\s*apply_updates\s*=\s*(yes|true|1)\s*$/im.test(settings.value) ? 'on' : 'off'
}
