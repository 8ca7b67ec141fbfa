import type { Exposure } from '#protocol/facts/ports.ts'
import type { ServiceDefault, ServiceOpening } from '#protocol/facts/service-defaults.ts'
import type { System } from '../../system.ts'
import { readConfig, type ConfigLine, type Include } from './config-lines.ts'
import { narrower, presenceOf, reachOfAddresses, reachOfRange, type Running } from './reach.ts'
import { at, openingOf, serviceOf, withoutConfig, type ServiceReader } from './found-service.ts'

const runsAs = { programs: ['postgres'], ports: [5432] }

/**
 * PostgreSQL that believes everybody from an address, by pg_hba.conf of each cluster. The first line that fits decides.
 * Source: PostgreSQL 17, "The pg_hba.conf File" and "listen_addresses".
 */
export const readPostgresql: ServiceReader = async (system, running) => {
  const services: ServiceDefault[] = []
  for (const folder of await clusterFolders(system)) {
    const service = await readCluster(system, running, folder)
    if (service) services.push(service)
  }
  return services.length > 0 ? services : withoutConfig('postgresql', presenceOf(running, runsAs))
}

async function clusterFolders(system: System): Promise<string[]> {
  const folders: string[] = []
  const versions = await system.readFolder('/etc/postgresql')
  for (const version of versions.ok ? versions.value : []) {
    const clusters = await system.readFolder(`/etc/postgresql/${version}`)
    for (const name of clusters.ok ? clusters.value : []) {
      folders.push(`/etc/postgresql/${version}/${name}`)
    }
  }
  const redHat = await system.readFolder('/var/lib/pgsql')
  const others = redHat.ok ? redHat.value.filter((name) => /^\d+$/.test(name)) : []
  const inData = others.map((version) => `/var/lib/pgsql/${version}/data`)
  return [...folders, '/var/lib/pgsql/data', ...inData].slice(0, clustersMax)
}

const clustersMax = 8

async function readCluster(
  system: System,
  running: Running,
  folder: string,
): Promise<ServiceDefault | null> {
  const rules = await readConfig(system, `${folder}/pg_hba.conf`, ruleInclude)
  if (rules === null) return null
  const settings = await readConfig(system, `${folder}/postgresql.conf`, settingInclude)
  const port = Number(settingIn(settings?.lines ?? [], 'port') ?? 5432)
  const presence = presenceOf(running, { ...runsAs, ports: [port] })
  const stated = settingIn(settings?.lines ?? [], 'listen_addresses') ?? 'localhost'
  const bound = reachOfAddresses(stated.split(',').filter((each) => each.trim() !== ''))
  const reach = presence.reach ?? bound ?? 'loopback'
  return serviceOf('postgresql', presence, {
    openings: trustOf(rules.lines, reach),
    // Where it does not listen, its settings alone say how far it would be reached.
    unseen: rules.unread ?? (presence.reach === null ? (settings?.unread ?? null) : null),
  })
}

type Rule = {
  readonly line: ConfigLine
  readonly type: string
  readonly databases: string
  readonly users: string
  readonly address: string
  readonly method: string
}

function trustOf(lines: readonly ConfigLine[], reach: Exposure): ServiceOpening[] {
  const rules = lines.flatMap(ruleOf)
  return rules.flatMap((rule, index) => {
    if (rule.method !== 'trust' || rules.slice(0, index).some((one) => isOver(one, rule))) return []
    const exposure =
      rule.type === 'local' ? 'loopback' : narrower(reach, reachOfClients(rule.address))
    return [openingOf({ kind: 'trust-all', opens: opensTo(rule), exposure, at: at(rule.line) })]
  })
}

/** Whether a line before this one decides for all whom this one could concern. */
function isOver(before: Rule, { type, address }: Rule): boolean {
  const isForAll = before.users === 'all' && before.databases === 'all'
  const isSamePlace = before.address === address || before.address === 'all'
  return isForAll && before.type === type && isSamePlace && before.method !== 'trust'
}

function opensTo({ users, databases }: Rule): ServiceOpening['opens'] {
  if (databases === 'replication') return 'read'
  return users.split(',').some((user) => user === 'all' || user === 'postgres')
    ? 'administer'
    : 'write'
}

function reachOfClients(address: string): Exposure {
  if (address === 'all') return 'public'
  if (address === 'samehost') return 'loopback'
  if (address === 'samenet') return 'lan'
  const range = reachOfRange(address)
  return range === 'any' ? 'public' : range
}

function ruleOf(line: ConfigLine): Rule[] {
  const words = line.text.replace(/#.*$/, '').trim().split(/\s+/).map(unquoted)
  const [type = '', databases = '', users = ''] = words
  if (!/^(local|host(no)?(ssl|gssenc)?)$/.test(type)) return []
  if (type === 'local')
    return [{ line, type, databases, users, address: '', method: words[3] ?? '' }]
  const hasMask = /^[0-9.]+$/.test(words[4] ?? '') || (words[4] ?? '').includes(':')
  const address = hasMask && words[4] === '0.0.0.0' ? '0.0.0.0/0' : (words[3] ?? '')
  return [{ line, type, databases, users, address, method: words[hasMask ? 5 : 4] ?? '' }]
}

function settingIn(lines: readonly ConfigLine[], name: string): string | null {
  const pattern = new RegExp(`^\\s*${name}\\s*(?:=|\\s)\\s*('([^']*)'|[^\\s#]+)`, 'i')
  const found = lines.flatMap(({ text }) => {
    const [, bare, quoted] = pattern.exec(text) ?? []
    return quoted ?? bare ?? []
  })
  return found.at(-1) ?? null
}

function ruleInclude(line: string): Include | null {
  const [, kind, path] = /^\s*(include|include_if_exists|include_dir)\s+(\S+)/.exec(line) ?? []
  if (path === undefined) return null
  return kind === 'include_dir'
    ? { folder: unquoted(path), endsWith: '.conf' }
    : { file: unquoted(path) }
}

function settingInclude(line: string): Include | null {
  return ruleInclude(line.replace(/^(\s*include\w*)\s*=/, '$1 '))
}

function unquoted(word: string): string {
  return word.replace(/^(["'])(.*)\1$/, '$2')
}

/** A line of pg_hba.conf without names of databases and people. */
export function reduceRuleLine(line: string): string {
  if (ruleInclude(line)) return line
  const [rule] = ruleOf({ file: '', number: 1, text: line })
  if (rule === undefined) return ''
  const shown = (value: string, known: readonly string[]) => (known.includes(value) ? value : '-')
  const databases = shown(rule.databases, ['all', 'replication'])
  const users = shown(rule.users, ['all', 'postgres'])
  const method = rule.method === 'trust' ? 'trust' : 'other'
  return [rule.type, databases, users, ...(rule.address === '' ? [] : [rule.address]), method].join(
    ' ',
  )
}

/** A line of postgresql.conf: where it listens, and what it includes. */
export function reduceSettingLine(line: string): string {
  return settingInclude(line) || /^\s*(port|listen_addresses)\b/i.test(line) ? line : ''
}
