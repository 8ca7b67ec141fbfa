import { askedOf } from './asked.ts'
import { readFirstConfig, type Include } from './config-lines.ts'
import { iniSettings, isYes, type IniSetting } from './ini.ts'
import { presenceOf, reachOfAddresses } from './reach.ts'
import { at, openingOf, serviceOf, withoutConfig, type ServiceReader } from './found-service.ts'

const files = ['/etc/mysql/my.cnf', '/etc/my.cnf']
const runsAs = { programs: ['mysqld', 'mariadbd'], ports: [3306] }

/** It says who is let in from this machine; accounts may be let in from here alone. */
const asksMysql = {
  question: 'mysql-root',
  kind: 'no-password',
  opens: 'administer',
  exposure: 'loopback',
} as const

/**
 * MySQL and MariaDB that ask nobody for a password (skip-grant-tables), or not root: accounts stand in no file, so a
 * server that runs is asked.
 * Source: MySQL 8.4 and MariaDB 10.11, "Server Options", skip-grant-tables, skip-networking, bind-address.
 */
export const readMysql: ServiceReader = async (system, running) => {
  const presence = presenceOf(running, runsAs)
  const found = await readFirstConfig(system, files, mysqlInclude)
  if (found === null || found.config.unread) {
    if (presence.loopbackPort !== null)
      return [serviceOf('mysql', presence, await askedOf(system, presence, asksMysql))]
    if (found === null) return withoutConfig('mysql', presence)
  }
  // The client alone brings these files too.
  const settings = iniSettings(found.config.lines).filter(isOfServer)
  if (settings.length === 0 && presence.isRunning === false) return []
  const skips = settings.findLast(({ key }) => key === 'skip-grant-tables')
  const isOpen = skips !== undefined && (skips.value === '' || isYes(skips.value))
  const offline = settings.findLast(({ key }) => key === 'skip-networking')
  const bound = settings.findLast(({ key }) => key === 'bind-address')
  const isOffline = offline !== undefined && (offline.value === '' || isYes(offline.value))
  const stated = isOffline ? 'loopback' : reachOfAddresses(bound ? bound.value.split(',') : ['*'])
  const exposure = presence.reach ?? stated ?? 'any'
  if (isOpen) {
    const open = { kind: 'security-disabled', opens: 'administer' } as const
    const opening = openingOf({ ...open, exposure, at: at(skips.line) })
    return [serviceOf('mysql', presence, { openings: [opening], unseen: found.config.unread })]
  }
  if (found.config.unread || presence.isRunning === false)
    return [serviceOf('mysql', presence, { openings: [], unseen: found.config.unread })]
  return [serviceOf('mysql', presence, await askedOf(system, presence, asksMysql))]
}

function isOfServer({ section }: IniSetting): boolean {
  return /^(mysqld|mariadb|mariadbd|server)(-\d+(\.\d+)?)?$/.test(section)
}

function mysqlInclude(line: string): Include | null {
  const [, kind, path] = /^\s*!(include|includedir)\s+(\S+)/.exec(line) ?? []
  if (path === undefined) return null
  return kind === 'include' ? { file: path } : { folder: path, endsWith: '.cnf' }
}

/** A line of my.cnf as a recording keeps it. */
export function reduceMysqlLine(line: string): string {
  const isKept = /^\s*(\[|!include|skip[-_](grant[-_]tables|networking)|bind[-_]address)/i.test(
    line,
  )
  return isKept ? line : ''
}
