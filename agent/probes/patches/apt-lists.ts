import type { Facts } from '#protocol/facts/registry.ts'
import { epochMs } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import { isMissing, readDropIns } from '../answers.ts'
import { brief } from '../text.ts'

const aptListsFolder = '/var/lib/apt/lists'

type ListFacts = Extract<Facts<'patches'>['securityLists'], readonly unknown[]>[number]

/**
 * One security archive that apt has fetched: its signed head, and the lists of packages under it.
 */
export type SecurityList = {
  readonly facts: ListFacts
  readonly packageFiles: readonly string[]
  /** Bytes of each of those files uncompressed, as far as the head tells them: another size is half a list. */
  readonly sizes: ReadonlyMap<string, number>
}

const headBytes = 262_144
const hourMs = 3_600_000

/** The security archives among the lists of apt, by name. */
export async function readSecurityLists(system: System): Promise<Answer<SecurityList[]>> {
  const names = await system.readFolder(aptListsFolder)
  if (!names.ok) return isMissing(names) ? { ok: true, value: [] } : names
  const lists: SecurityList[] = []
  for (const name of names.value.filter((each) => /_(In)?Release$/.test(each))) {
    const path = `${aptListsFolder}/${name}`
    const head = await system.readFile(path, { bytesMax: headBytes, part: 'head' })
    if (!head.ok) return head
    const release = parseRelease(head.value)
    if (!release.isSecurity) continue
    const status = await system.fileStatus(path)
    if (!status.ok) return status
    const prefix = name.replace(/_(In)?Release$/, '')
    const files = names.value.filter(
      (each) => each.startsWith(`${prefix}_`) && /_Packages(\.\w+)?$/.test(each),
    )
    const sizes = files.flatMap((file): [string, number][] => {
      const inside = file
        .slice(prefix.length + 1)
        .replace(/\.\w+$/, '')
        .replaceAll('_', '/')
      const size = release.sizes.get(inside)
      return size === undefined ? [] : [[`${aptListsFolder}/${file}`, size]]
    })
    lists.push({
      facts: {
        name: brief(prefix, 200),
        releasedAtMs: release.releasedAtMs,
        validUntilMs: release.validUntilMs,
        fetchedAtMs: status.value === null ? null : fetchedAt(status.value.changedMs),
      },
      packageFiles: files.map((each) => `${aptListsFolder}/${each}`),
      sizes: new Map(sizes),
    })
  }
  return { ok: true, value: lists }
}

/**
 * apt gives a list the publisher's time as its own, so the time of its last replacement stands for
 * the fetch.
 * To the hour: a list confirmed every hour need not be told every time.
 */
function fetchedAt(changedMs: number): number | null {
  const rounded = Math.floor(changedMs / hourMs) * hourMs
  return epochMs.safeParse(rounded).success ? rounded : null
}

type Release = {
  isSecurity: boolean
  releasedAtMs: number | null
  validUntilMs: number | null
  /** Sizes of the uncompressed lists by their names in the archive. */
  sizes: ReadonlyMap<string, number>
}

/** The fields stand before the lists of hashes. */
const fieldsLength = 8_192

/** Reads the head of an InRelease file. Source: DebianRepository/Format, "Release files". */
export function parseRelease(head: string): Release {
  const fields = head.slice(0, fieldsLength)
  const field = (name: string) => new RegExp(`^${name}: *(.*)$`, 'm').exec(fields)?.[1] ?? ''
  const isSecurity =
    /(^|-)security$/.test(field('Suite')) ||
    /(^|-)security$/.test(field('Codename')) ||
    /security/i.test(field('Label'))
  const sized = isSecurity ? [...head.matchAll(sizeLine)] : []
  return {
    isSecurity,
    releasedAtMs: timeOf(field('Date')),
    validUntilMs: timeOf(field('Valid-Until')),
    sizes: new Map(sized.map(([, size, name = '']) => [name, Number(size)])),
  }
}

/** ` <hash> <size> main/binary-amd64/Packages` of any of its lists of hashes. */
const sizeLine = /^ [0-9a-f]{32,} +(\d+) +(\S+\/Packages)$/gm

/** The fields that are read here, for a recording. */
export function reduceRelease(head: string): string {
  const fields =
    head.slice(0, fieldsLength).match(/^(?:Suite|Codename|Label|Date|Valid-Until):.*$/gm) ?? []
  return [...fields, ...(head.match(sizeLine) ?? [])].join('\n')
}

function timeOf(value: string): number | null {
  const time = Date.parse(value.replace(/UTC$/, 'GMT'))
  return epochMs.safeParse(time).success ? time : null
}

/** Whether the configured sources name a security archive at all, fetched or not. */
export async function isSecuritySourceConfigured(system: System): Promise<Answer<boolean>> {
  const main = await system.readFile('/etc/apt/sources.list')
  if (!main.ok && !isMissing(main)) return main
  const folder = '/etc/apt/sources.list.d'
  const lists = await readDropIns(system, folder, (name) => name.endsWith('.list'))
  if (!lists.ok) return lists
  const stanzas = await readDropIns(system, folder, (name) => name.endsWith('.sources'))
  if (!stanzas.ok) return stanzas
  const oneLine = [...(main.ok ? [main.value] : []), ...lists.value]
  const isNamed = oneLine.some(namesSecurityOneLine) || stanzas.value.some(namesSecurityStanza)
  return { ok: true, value: isNamed }
}

/** `deb [options] uri suite component…`. Source: sources.list(5). */
function namesSecurityOneLine(content: string): boolean {
  return content.split('\n').some((line) => /^\s*deb\s.*security/.test(line.replace(/#.*/, '')))
}

/**
 * The deb822 style: a stanza that is not switched off and speaks of a security suite or address.
 */
function namesSecurityStanza(content: string): boolean {
  return content.split(/\n\s*\n/).some((stanza) => {
    const text = stanza.replaceAll(/^#.*$/gm, '')
    return !/^Enabled:\s*no\b/im.test(text) && /^(Suites|URIs):.*security/im.test(text)
  })
}
