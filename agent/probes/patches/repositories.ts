import type { Facts } from '#protocol/facts/registry.ts'
import { epochMs } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import { isMissing } from '../answers.ts'
import { brief } from '../text.ts'

type ListFacts = Extract<Facts<'patches'>['securityLists'], readonly unknown[]>[number]

/** One repository of packages whose index lies on this machine. */
export type Repository = {
  readonly id: string
  /** Its index, as the publisher describes it. */
  readonly path: string
  /** Whether the publisher says which updates are for security at all. */
  readonly hasAdvisories: boolean
  readonly facts: ListFacts
}

/** Where a package manager keeps the indexes, and how it names the folder of one repository. */
export type RepositoryCache = {
  readonly folder: string
  /** The repository of a folder of that name; null: it is of something else. */
  readonly idOf: (name: string) => string | null
  /** The index inside that folder. */
  readonly index: string
  /** Files of settings that switch repositories on and off. */
  readonly settings: string
}

const indexBytesMax = 262_144
const settingsBytesMax = 4 * 1024 * 1024
const repositoriesMax = 64
const hourMs = 3_600_000

/** The repositories of a cache that are switched on; one whose index cannot be read fails the whole. */
export async function readRepositories(
  system: System,
  cache: RepositoryCache,
): Promise<Answer<readonly Repository[]>> {
  const folders = await system.readFolder(cache.folder)
  if (!folders.ok) return isMissing(folders) ? { ok: true, value: [] } : folders
  const isOff = await readSwitchedOff(system, cache.settings)
  const found: Repository[] = []
  for (const name of folders.value) {
    const id = cache.idOf(name)
    if (id === null || isOff.has(id) || found.length >= repositoriesMax) continue
    const path = `${cache.folder}/${name}/${cache.index}`
    const index = await system.readFile(path, { bytesMax: indexBytesMax })
    // A repository that was only ever asked for and never answered has a folder without an index.
    if (isMissing(index)) continue
    if (!index.ok) return index
    const status = await system.fileStatus(path)
    if (!status.ok) return status
    found.push({ id, path, ...parseIndex(id, index.value, status.value?.changedMs ?? null) })
  }
  return { ok: true, value: found }
}

/** Reads repomd.xml. Source: createrepo_c; captured from one that it made. */
export function parseIndex(
  id: string,
  index: string,
  changedMs: number | null,
): Pick<Repository, 'hasAdvisories' | 'facts'> {
  const revision = /<revision>(\d{10})<\/revision>/.exec(index)?.[1]
  const stamps = [...index.matchAll(/<timestamp>(\d{10})(?:\.\d+)?<\/timestamp>/g)]
  const newest = Math.max(...stamps.map(([, seconds]) => Number(seconds)))
  const releasedAtMs = (revision === undefined ? newest : Number(revision)) * 1000
  const fetchedAtMs = changedMs === null ? null : Math.floor(changedMs / hourMs) * hourMs
  return {
    hasAdvisories: /<data type="updateinfo(_zck)?">/.test(index) && /<\/repomd>\s*$/.test(index),
    facts: {
      name: brief(id, 200),
      releasedAtMs: timeOrNull(releasedAtMs),
      validUntilMs: null,
      fetchedAtMs: timeOrNull(fetchedAtMs),
    },
  }
}

function timeOrNull(value: number | null): number | null {
  return epochMs.safeParse(value).success ? value : null
}

/** Repositories with `enabled=0`. Settings that cannot be read switch nothing off: their caches count. */
async function readSwitchedOff(system: System, folder: string): Promise<ReadonlySet<string>> {
  const names = await system.readFolder(folder)
  const off = new Set<string>()
  for (const name of names.ok ? names.value.filter((each) => each.endsWith('.repo')) : []) {
    const file = await system.readFile(`${folder}/${name}`, { bytesMax: settingsBytesMax })
    if (file.ok) for (const id of parseSwitchedOff(file.value)) off.add(id)
  }
  return off
}

/** Sections of a .repo file with `enabled=0`. Source: dnf.conf(5), "REPO OPTIONS". */
export function parseSwitchedOff(content: string): readonly string[] {
  const sections = content.split(/^\s*\[/m).slice(1)
  return sections.flatMap((section) => {
    const id = section.slice(0, Math.max(0, section.indexOf(']')))
    return /^\s*enabled\s*=\s*(0|no|false)\s*$/im.test(section) ? [id] : []
  })
}

/** What is read here of the settings, for a recording: addresses of repositories may hold passwords. */
export function reduceRepositorySettings(content: string): string {
  return parseSwitchedOff(content)
    .map((id) => `[${id}]\nenabled=0\n`)
    .join('')
}
