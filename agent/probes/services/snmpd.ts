import type { Exposure } from '#protocol/facts/ports.ts'
import type { OpensTo, ServiceOpening } from '#protocol/facts/service-defaults.ts'
import { readConfig, type ConfigLine, type Include } from './config-lines.ts'
import { narrower, presenceOf, reachOfAddresses, reachOfRange } from './reach.ts'
import { at, openingOf, serviceOf, withoutConfig, type ServiceReader } from './found-service.ts'

const file = '/etc/snmp/snmpd.conf'
/** Delivered by every maker. Source: RFC 1157 examples; snmpd.conf of Debian 12 has `public`. */
const defaultCommunities: ReadonlySet<string> = new Set(['public', 'private'])

/**
 * SNMP that answers to `public` or `private`. No agentaddress means every address.
 * Source: snmpd.conf(5) of net-snmp 5.9.3, "rocommunity", "com2sec", "agentaddress"; seen on Debian 12.
 */
export const readSnmpd: ServiceReader = async (system, running) => {
  const config = await readConfig(system, file, snmpInclude)
  const ports = [161, ...listeningOn(config?.lines ?? []).flatMap(portOf)]
  const presence = presenceOf(running, { programs: ['snmpd'], ports })
  if (config === null) return withoutConfig('snmp', presence)
  const reach = presence.reach ?? reachOfAgent(config.lines)
  const openings = config.lines.flatMap((line) => openingsOf(line, reach))
  return [serviceOf('snmp', presence, { openings, unseen: config.unread })]
}

function openingsOf(line: ConfigLine, reach: Exposure): ServiceOpening[] {
  const grant = parseGrant(line.text)
  if (grant === null || !defaultCommunities.has(grant.community)) return []
  const { opens, source } = grant
  const exposure = narrower(reach, reachOfSource(source))
  return [openingOf({ kind: 'default-community', opens, exposure, at: at(line) })]
}

type Grant = { readonly community: string; readonly source: string; readonly opens: OpensTo }

function parseGrant(line: string): Grant | null {
  const [key = '', ...words] = wordsOf(line)
  const [, right, kind] = /^(ro|rw)(community)6?$/i.exec(key) ?? []
  if (kind !== undefined) {
    const [community = '', source = 'default', ...view] = words
    const opens = right?.toLowerCase() === 'rw' ? 'write' : isNarrow(view) ? 'information' : 'read'
    return { community, source, opens }
  }
  if (!/^com2sec6?$/i.test(key)) return null
  const [, source = 'default', community = ''] = words[0] === '-Cn' ? words.slice(2) : words
  // Which view its group has stands elsewhere; reading is the least.
  return { community, source, opens: 'read' }
}

/** The view that Debian delivers: name, place and uptime of the machine. */
function isNarrow(view: readonly string[]): boolean {
  const at = view.indexOf('-V')
  return at >= 0 && view[at + 1] === 'systemonly'
}

function reachOfSource(source: string): Exposure {
  if (source === 'default') return 'public'
  const range = reachOfRange(source)
  return range === 'any' ? 'public' : range
}

function reachOfAgent(lines: readonly ConfigLine[]): Exposure {
  const stated = listeningOn(lines)
  if (stated.length === 0) return 'any'
  const addresses = stated.flatMap(addressOf)
  return reachOfAddresses(addresses) ?? 'loopback'
}

function listeningOn(lines: readonly ConfigLine[]): string[] {
  return lines.flatMap(({ text }) => {
    const [key = '', ...rest] = wordsOf(text)
    return /^agentaddress$/i.test(key) ? rest.join('').split(',') : []
  })
}

/** The port behind the last colon of `udp:127.0.0.1:1161`, or `1161` alone. */
function portOf(listening: string): number[] {
  const port = /(?:^|[:\]])(\d{1,5})$/.exec(listening)?.[1]
  return port === undefined ? [] : [Number(port)]
}

/** `udp:127.0.0.1:161`, `[::1]`, `udp6:161`, `161`; nothing for a socket of this machine. */
function addressOf(listening: string): string[] {
  const [, transport = 'udp', rest = ''] =
    /^(?:(unix|udp6?|tcp6?|dtlsudp|tlstcp|ssh):)?(.*)$/i.exec(listening) ?? []
  if (/^unix$/i.test(transport) || rest.startsWith('/')) return []
  if (/^\d*$/.test(rest)) return ['*']
  const bracketed = /^\[([^\]]+)\]/.exec(rest)?.[1]
  return [bracketed ?? (/^[^:]+:\d+$/.test(rest) ? rest.replace(/:\d+$/, '') : rest)]
}

function snmpInclude(line: string): Include | null {
  const [key = '', path] = wordsOf(line)
  if (path === undefined) return null
  if (/^includefile$/i.test(key)) return { file: path }
  return /^includedir$/i.test(key) ? { folder: path, endsWith: '.conf' } : null
}

function wordsOf(line: string): string[] {
  const text = line.replace(/#.*$/, '').trim()
  return text === '' ? [] : text.split(/\s+/)
}

/** A line of snmpd.conf as a recording keeps it: communities that somebody chose are secrets. */
export function reduceSnmpdLine(line: string): string {
  const words = wordsOf(line)
  const [key = ''] = words
  if (/^(agentaddress|includefile|includedir)$/i.test(key)) return words.join(' ')
  const grant = parseGrant(line)
  if (grant === null) return ''
  const shown = defaultCommunities.has(grant.community) ? grant.community : '-'
  if (/^com2sec/i.test(key)) return `${key} - ${grant.source} ${shown}`
  const view = grant.opens === 'information' ? ' -V systemonly' : ''
  return `${key} ${shown} ${grant.source}${view}`
}
