import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { unknown, type Maybe } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import { firstStanding, stands, unknownFrom } from '../answers.ts'
import type { Look } from '../probe.ts'
import { brief, byCodeUnit } from '../text.ts'
import { readRpmAutomaticUpdates } from './dnf-automatic.ts'
import { readLastRpmUpgrade } from './dnf-log.ts'
import { readRpmRebootReasons } from './reboot.ts'
import { readRepositories, type Repository, type RepositoryCache } from './repositories.ts'
import { stampOf } from './stamp.ts'

type PatchFacts = Facts<'patches'>

const timeoutMs = 30_000
const settings = '/etc/yum.repos.d'
/** `baseos-0123456789abcdef`. Source: dnf 4.14 of Debian 12, captured. */
const idBeforeHash = (name: string) => /^(.+)-[0-9a-f]{16}$/.exec(name)?.[1] ?? null

/** Each generation of the tool, newest first: how it is asked about its cache alone, and where that lies. */
const generations: readonly {
  program: string
  args: readonly string[]
  caches: readonly RepositoryCache[]
}[] = [
  {
    program: '/usr/bin/dnf5',
    args: ['-q', '-C', 'advisory', 'list', '--security'],
    caches: ['/var/cache/libdnf5'].map(cacheUnder),
  },
  {
    program: '/usr/bin/dnf',
    args: ['-q', '-C', 'updateinfo', 'list', '--security'],
    caches: ['/var/cache/dnf'].map(cacheUnder),
  },
  {
    // RHEL 7 and its clones. The release and architecture are part of the path.
    program: '/usr/bin/yum',
    args: ['-q', '-C', 'updateinfo', 'list', 'security'],
    caches: ['x86_64', 'aarch64', 'ppc64le'].map((architecture) => ({
      folder: `/var/cache/yum/${architecture}/7`,
      idOf: (name) => name,
      index: 'repomd.xml',
      settings,
    })),
  },
]

function cacheUnder(folder: string): RepositoryCache {
  return { folder, idOf: idBeforeHash, index: 'repodata/repomd.xml', settings }
}

/**
 * Asks dnf or yum about its cache alone (`-C`): nothing is fetched. The rows were captured from dnf 4.14; dnf5 and yum
 * are written from their manuals and not yet seen on a real machine.
 */
export async function readDnf(system: System, look: Look): Promise<PatchFacts> {
  const generation = await findGeneration(system)
  const repositories = await readAll(system, generation.caches)
  const packages = repositories.ok
    ? await readWaiting(system, look, { ...generation, repositories: repositories.value })
    : unknownFrom(repositories, 'cache of dnf')
  const names = Array.isArray(packages) ? packages : []
  return {
    manager: 'dnf',
    securityUpdatesAvailable: Array.isArray(packages) ? packages.length : packages,
    securityPackages: names.slice(0, limits.securityPackagesMax),
    securityLists: repositories.ok
      ? securityListsOf(repositories.value)
      : unknownFrom(repositories, 'cache of dnf'),
    lastUpgradeAtMs: await readLastRpmUpgrade(system, look.nowMs),
    rebootReasons: await readRpmRebootReasons(system),
    weakRebootSigns: [],
    automaticUpdates: await readRpmAutomaticUpdates(system),
    windows: null,
  }
}

/** True where one of the tools is installed. */
export async function hasDnf(system: System): Promise<boolean> {
  return (
    (await firstStanding(
      system,
      generations.map(({ program }) => program),
    )) !== null
  )
}

async function findGeneration(system: System): Promise<(typeof generations)[number]> {
  for (const each of generations) if (await stands(system, each.program)) return each
  throw new Error('asked for dnf where no generation of it stands')
}

async function readAll(
  system: System,
  caches: readonly RepositoryCache[],
): Promise<Answer<readonly Repository[]>> {
  const all: Repository[] = []
  for (const cache of caches) {
    const found = await readRepositories(system, cache)
    if (!found.ok) return found
    all.push(...found.value)
  }
  return { ok: true, value: all }
}

function securityListsOf(repositories: readonly Repository[]): PatchFacts['securityLists'] {
  if (repositories.length === 0) return unknown('not-readable', 'no repository in the cache')
  return repositories
    .filter(({ hasAdvisories }) => hasAdvisories)
    .slice(0, 32)
    .map(({ facts }) => facts)
}

/** Repositories of the distribution itself, by the names that Red Hat, its clones, Oracle and Fedora give. */
const ownRepository =
  /^(rhel-|rhui-|baseos|appstream|base$|updates|fedora|rocky|almalinux|centos|ol\d|.*(baseos|appstream|-updates|security))/i

/**
 * Mirrors without advisories answer nothing at all, and the advisories of an added repository say nothing of the
 * system: both are not known, where "none waits" would be a guess.
 */
async function readWaiting(
  system: System,
  look: Look,
  asked: { program: string; args: readonly string[]; repositories: readonly Repository[] },
): Promise<Maybe<string[]>> {
  const own = asked.repositories.filter(({ id }) => ownRepository.test(id))
  const decisive = own.length > 0 ? own : asked.repositories
  if (!decisive.some(({ hasAdvisories }) => hasAdvisories)) {
    return unknown('not-readable', 'no advisories in the cache of dnf')
  }
  const stamp = await stampOf(system, [
    ...rpmDatabases,
    ...asked.repositories.map(({ path }) => path),
  ])
  const known = look.cache?.pendingUpdates.get(stamp)
  if (known) return [...known.packages]
  const run = await system.run(asked.program, asked.args, { timeoutMs })
  if (!run.ok) return unknownFrom(run, 'dnf')
  if (run.value.exitCode !== 0)
    return unknown('tool-failed', `dnf ended with ${run.value.exitCode}`)
  const packages = parseUpdateinfo(run.value.stdout)
  if (packages === null) return unknown('not-understood', 'rows of dnf updateinfo')
  look.cache?.pendingUpdates.set(stamp, { packages })
  return packages
}

/** Where rpm says what is installed, by its generations. */
const rpmDatabases = [
  '/usr/lib/sysimage/rpm/rpmdb.sqlite',
  '/var/lib/rpm/rpmdb.sqlite',
  '/var/lib/rpm/Packages',
]

const architectures = '(?:noarch|x86_64|i[3-6]86|aarch64|ppc64le|s390x|src)'
const packageName = new RegExp(`^(\\S+)-[^-\\s]+-[^-\\s]+\\.${architectures}$`)

/**
 * Package names of rows `RHSA-2024:1234 Important/Sec. bash-5.1.8-9.el9.x86_64`, sorted, each once; null: there are
 * rows, and none of them is such a one. dnf5 has a heading and more columns. Source: captured from dnf 4.14; the
 * manuals of yum and dnf5.
 */
export function parseUpdateinfo(stdout: string): string[] | null {
  const rows = stdout
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^Name\s+Type\b/.test(line))
  const names = rows.flatMap((line) => {
    const [, ...cells] = line.trim().split(/\s+/)
    const name = cells.map((cell) => packageName.exec(cell)?.[1]).find((each) => each !== undefined)
    return name === undefined ? [] : [brief(name, 120)]
  })
  if (rows.length > 0 && names.length < rows.length) return null
  return [...new Set(names)].sort(byCodeUnit)
}
