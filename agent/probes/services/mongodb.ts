import { askedOf } from './asked.ts'
import { readFirstConfig } from './config-lines.ts'
import { isYes } from './ini.ts'
import { presenceOf, reachOfAddresses } from './reach.ts'
import { at, openingOf, serviceOf, withoutConfig, type ServiceReader } from './found-service.ts'
import { yamlSettings } from './yaml.ts'

const files = ['/etc/mongod.conf', '/etc/mongodb.conf']
/** Access by key file or certificate switches authorization on. */
const guards = new Set(['security.keyFile', 'security.clusterAuthMode'])

const asksMongodb = {
  question: 'mongodb-list-databases',
  kind: 'security-disabled',
  opens: 'write',
} as const

/**
 * MongoDB without authorization, which is how it is delivered; where its file cannot be read, by one question.
 * Source: MongoDB 7.0, "Configuration File Options", security.authorization, net.bindIp (localhost since 3.6).
 */
export const readMongodb: ServiceReader = async (system, running) => {
  const presence = presenceOf(running, { programs: ['mongod', 'mongos'], ports: [27_017] })
  const found = await readFirstConfig(system, files)
  if (found === null || found.config.unread) {
    if (presence.loopbackPort !== null)
      return [serviceOf('mongodb', presence, await askedOf(system, presence, asksMongodb))]
    if (found === null) return withoutConfig('mongodb', presence)
    return [serviceOf('mongodb', presence, { openings: [], unseen: found.config.unread })]
  }
  const { config, file } = found
  const settings = yamlSettings(config.lines)
  const of = (path: string) => settings.findLast((each) => each.path === path)
  // The form of before 2.6: `auth = true`.
  const isOldGuarded = config.lines.some(({ text }) => /^\s*auth\s*=\s*true/i.test(text))
  const authorization = of('security.authorization')
  const isGuarded =
    authorization?.value === 'enabled' ||
    isOldGuarded ||
    settings.some(({ path }) => guards.has(path))
  if (isGuarded) return [serviceOf('mongodb', presence, { openings: [], unseen: null })]
  const bindsAll = isYes(of('net.bindIpAll')?.value ?? '')
  const bound = bindsAll ? ['*'] : (of('net.bindIp')?.value ?? 'localhost').split(',')
  const opening = openingOf({
    kind: 'security-disabled',
    opens: 'write',
    exposure: presence.reach ?? reachOfAddresses(bound) ?? 'loopback',
    at: authorization ? at(authorization.line) : { file, line: null },
  })
  return [serviceOf('mongodb', presence, { openings: [opening], unseen: null })]
}

/** A line of mongod.conf as a recording keeps it. */
export function reduceMongodLine(line: string): string {
  if (/^\s*keyFile\s*:/.test(line)) return line.replace(/:.*/, ': -')
  const isKept =
    /^\s*((security|net)\s*:\s*$|(authorization|clusterAuthMode|bindIp(All)?)\s*:|auth\s*=)/.test(
      line,
    )
  return isKept ? line : ''
}
