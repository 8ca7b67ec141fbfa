import { readFirstConfig, type Include } from './config-lines.ts'
import { iniSettings, isYes, type IniSetting } from './ini.ts'
import { presenceOf, reachOfAddresses } from './reach.ts'
import { at, openingOf, serviceOf, withoutConfig, type ServiceReader } from './found-service.ts'

const files = ['/etc/mysql/my.cnf', '/etc/my.cnf']
const runsAs = { programs: ['mysqld', 'mariadbd'], ports: [3306] }

/**
 * MySQL and MariaDB that ask nobody for a password: skip-grant-tables. The accounts themselves are not looked at.
 * Source: MySQL 8.4 and MariaDB 10.11, "Server Options", skip-grant-tables, skip-networking, bind-address.
 */
export const readMysql: ServiceReader = async (system, running) => {
  const presence = presenceOf(running, runsAs)
  const found = await readFirstConfig(system, files, mysqlInclude)
  if (found === null) return withoutConfig('mysql', presence)
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
  const opening =
    skips &&
    openingOf({
      kind: 'security-disabled',
      opens: 'administer',
      exposure,
      at: at(skips.line),
    })
  const openings = isOpen && opening ? [opening] : []
  return [serviceOf('mysql', presence, { openings, unseen: found.config.unread })]
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
