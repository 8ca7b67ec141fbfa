import type { Exposure } from '#protocol/facts/ports.ts'
import { isUnknown, type Maybe, type Unknown } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { ask } from '../antivirus/trusted-program.ts'
import { askedOf } from './asked.ts'
import { readConfig, readFirstConfig, type ConfigLine, type Include } from './config-lines.ts'
import { presenceOf, reachOfAddresses, type Presence } from './reach.ts'
import { at, openingOf, serviceOf, withoutConfig, type ServiceReader } from './found-service.ts'

const files = ['/etc/redis/redis.conf', '/etc/redis.conf', '/etc/valkey/valkey.conf']
const program = '/usr/bin/redis-server'
/** The server of Debian is a link to the program that checks its files: so it is named where the file that runs is. */
const programs = ['redis-server', 'redis-check-rdb', 'valkey-server', 'valkey-check-rdb']

/**
 * Redis without a password, by redis.conf; where there is none and it answers on this machine, by one PING.
 * Source: redis.conf of 7.0, "protected-mode", "requirepass", "user"; seen on Debian 12.
 */
export const readRedis: ServiceReader = async (system, running) => {
  const presence = presenceOf(running, { programs, ports: [6379] })
  const found = await readFirstConfig(system, files, redisInclude)
  if (found === null || found.config.unread) {
    if (presence.loopbackPort !== null) {
      const asked = await askedOf(system, presence, asksRedis)
      return [serviceOf('redis', presence, asked)]
    }
    if (found === null) return withoutConfig('redis', presence)
    return [serviceOf('redis', presence, { openings: [], unseen: found.config.unread })]
  }
  const settings = settingsOf(found.config.lines)
  const acl = settings.aclFile === null ? null : await readConfig(system, settings.aclFile)
  const user = [...settings.users, ...(acl?.lines ?? [])].findLast(isOpenUser) ?? null
  const isGuarded =
    user === null && (settings.hasPassword || settings.isDefaultGuarded || hasDefault(acl?.lines))
  const unseen: Unknown | null = acl?.unread ?? null
  if (isGuarded || unseen) return [serviceOf('redis', presence, { openings: [], unseen })]
  const place = user
    ? at(user)
    : settings.bindLine
      ? at(settings.bindLine)
      : { file: found.file, line: null }
  const opening = openingOf({
    kind: 'no-password',
    opens: 'write',
    exposure:
      presence.reach === 'loopback' ? 'loopback' : await exposureOf(system, settings, presence),
    at: place,
  })
  return [serviceOf('redis', presence, { openings: [opening], unseen: null })]
}

const asksRedis = { question: 'redis-ping', kind: 'no-password', opens: 'write' } as const

type Settings = {
  readonly addresses: readonly string[] | null
  readonly bindLine: ConfigLine | null
  readonly isProtected: boolean
  readonly hasPassword: boolean
  readonly isDefaultGuarded: boolean
  readonly users: readonly ConfigLine[]
  readonly aclFile: string | null
}

function settingsOf(lines: readonly ConfigLine[]): Settings {
  const last = (key: string) =>
    lines.findLast(({ text }) => wordsOf(text)[0]?.toLowerCase() === key)
  const valueOf = (key: string) => unquoted(wordsOf(last(key)?.text ?? '')[1] ?? '')
  const bindLine = last('bind') ?? null
  return {
    addresses: bindLine && wordsOf(bindLine.text).slice(1).map(unquoted),
    bindLine,
    isProtected: valueOf('protected-mode').toLowerCase() !== 'no',
    hasPassword: valueOf('requirepass') !== '',
    isDefaultGuarded: hasDefault(lines),
    users: lines.filter(({ text }) => wordsOf(text)[0]?.toLowerCase() === 'user'),
    aclFile: valueOf('aclfile') || null,
  }
}

/** Protected mode answers this machine alone. Before Redis 7 it ended where a `bind` stood. */
async function exposureOf(
  system: System,
  { addresses, isProtected }: Settings,
  { reach }: Presence,
): Promise<Maybe<Exposure>> {
  const bound = addresses ? reachOfAddresses(addresses) : 'any'
  const open = reach ?? bound ?? 'any'
  if (!isProtected || open === 'loopback') return open
  if (addresses === null) return 'loopback'
  const version = await ask(system, program, ['--version'])
  if (isUnknown(version)) return version
  const [, major] = /v=(\d+)\./.exec(version.stdout) ?? []
  return major !== undefined && Number(major) >= 7 ? 'loopback' : open
}

function isOpenUser({ text }: ConfigLine): boolean {
  const [key, name, ...rules] = wordsOf(text)
  return (
    key?.toLowerCase() === 'user' &&
    name === 'default' &&
    rules.includes('nopass') &&
    !rules.includes('off')
  )
}

function hasDefault(lines: readonly ConfigLine[] | undefined): boolean {
  return (lines ?? []).some((line) => {
    const [key, name] = wordsOf(line.text)
    return key?.toLowerCase() === 'user' && name === 'default' && !isOpenUser(line)
  })
}

function redisInclude(line: string): Include | null {
  const [key, path] = wordsOf(line)
  if (key?.toLowerCase() !== 'include' || path === undefined) return null
  const plain = unquoted(path)
  const [, folder, endsWith] = /^(.*)\/\*([^*/]*)$/.exec(plain) ?? []
  return folder === undefined ? { file: plain } : { folder, endsWith: endsWith ?? '' }
}

function wordsOf(line: string): string[] {
  const text = line.trim()
  return text === '' || text.startsWith('#') ? [] : text.split(/\s+/)
}

function unquoted(word: string): string {
  return word.replace(/^(["'])(.*)\1$/, '$2')
}

/** Settings of Redis as a recording keeps them: that there is a password, never which. */
export function reduceRedisLine(line: string): string {
  const [key = '', ...rest] = wordsOf(line)
  switch (key.toLowerCase()) {
    case 'bind':
    case 'protected-mode':
    case 'include':
    case 'aclfile':
      return line
    case 'requirepass':
      return unquoted(rest[0] ?? '') === '' ? 'requirepass ""' : 'requirepass -'
    case 'user': {
      const kept = rest.slice(1).filter((rule) => ['on', 'off', 'nopass'].includes(rule))
      return rest[0] === 'default' ? ['user', 'default', ...kept].join(' ') : ''
    }
    default:
      return ''
  }
}
