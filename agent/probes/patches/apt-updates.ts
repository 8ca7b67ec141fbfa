import { byCodeUnit } from '../text.ts'
import { compareDebianVersions } from './debian-version.ts'

/** Installed packages for which a security list holds a newer version, sorted by name. */
export type PendingUpdates = { readonly packages: readonly string[] }

/** Versions of the installed packages by `name:architecture`, `all` being the machine's own. */
export type InstalledPackages = {
  readonly architecture: string
  readonly versions: ReadonlyMap<string, string>
}

/**
 * Reads /var/lib/dpkg/status; null where it is cut off or a stanza is broken: packages would be missed. Source:
 * deb-control(5), dpkg(1) "Package states".
 */
export function parseDpkgStatus(content: string): InstalledPackages | null {
  const texts = content.split('\n\n').filter((text) => text.trim() !== '')
  const stanzas = texts.map(stanzaOf)
  if (!content.endsWith('\n') || stanzas.length === 0 || stanzas.some(isBroken)) return null
  const own = stanzas.find(({ name }) => name === 'dpkg')?.architecture ?? 'all'
  const versions = new Map<string, string>()
  for (const { name, version, architecture, status } of stanzas) {
    // Every state but these two has a version unpacked on the disk.
    if (name === '' || version === '' || /\b(not-installed|config-files)$/.test(status)) continue
    versions.set(keyOf(name, architecture, own), version)
  }
  return { architecture: own, versions }
}

/** Every stanza names a package and its state, and one that is unpacked its version. */
function isBroken({ name, version, status }: Stanza): boolean {
  if (name === '' || status === '') return true
  return version === '' && !/\b(not-installed|config-files)$/.test(status)
}

/** Adds to `newest` what one list of packages offers for those that are installed. */
export function collectNewest(
  list: string,
  installed: InstalledPackages,
  newest: Map<string, string>,
): void {
  let start = 0
  while (start < list.length) {
    const end = endOfStanza(list, start)
    const { name, version, architecture } = stanzaOf(list.slice(start, end))
    start = end + 2
    const key = keyOf(name, architecture, installed.architecture)
    if (version === '' || !installed.versions.has(key)) continue
    const known = newest.get(key)
    if (known === undefined || compareDebianVersions(known, version) < 0) newest.set(key, version)
  }
}

/** What waits: the installed packages that are older than the newest offered. */
export function pendingOf(
  installed: InstalledPackages,
  newest: ReadonlyMap<string, string>,
): PendingUpdates {
  const suffix = `:${installed.architecture}`
  const pending = [...newest].filter(([key, version]) => {
    const held = installed.versions.get(key)
    return held !== undefined && compareDebianVersions(held, version) < 0
  })
  const names = pending.map(([key]) => (key.endsWith(suffix) ? key.slice(0, -suffix.length) : key))
  return { packages: names.sort(byCodeUnit) }
}

/** The fields that are read here, for a recording that keeps no others. */
export function reducePackageList(content: string): string {
  return content
    .split('\n\n')
    .map(
      (stanza) => stanza.match(/^(?:Package|Status|Version|Architecture):.*$/gm)?.join('\n') ?? '',
    )
    .filter((stanza) => stanza !== '')
    .map((stanza) => `${stanza}\n`)
    .join('\n')
}

type Stanza = { name: string; version: string; architecture: string; status: string }

function stanzaOf(text: string): Stanza {
  return {
    name: field(text, 'Package'),
    version: field(text, 'Version'),
    architecture: field(text, 'Architecture'),
    status: field(text, 'Status'),
  }
}

function field(stanza: string, name: string): string {
  const mark = `${name}: `
  const start = stanza.startsWith(mark) ? 0 : stanza.indexOf(`\n${mark}`) + 1
  if (start === 0 && !stanza.startsWith(mark)) return ''
  const end = stanza.indexOf('\n', start)
  return stanza.slice(start + mark.length, end < 0 ? undefined : end).trim()
}

function endOfStanza(list: string, start: number): number {
  const end = list.indexOf('\n\n', start)
  return end < 0 ? list.length : end
}

function keyOf(name: string, architecture: string, own: string): string {
  return `${name}:${architecture === 'all' || architecture === '' ? own : architecture}`
}
