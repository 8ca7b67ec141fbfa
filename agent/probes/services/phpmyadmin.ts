import type { ServiceOpening } from '#protocol/facts/service-defaults.ts'
import { readConfig, type ConfigLine } from './config-lines.ts'
import { presenceOf } from './reach.ts'
import { at, openingOf, serviceOf, type ServiceReader } from './found-service.ts'

const files = [
  '/etc/phpmyadmin/config.inc.php',
  '/etc/phpMyAdmin/config.inc.php',
  '/usr/share/phpmyadmin/config.inc.php',
  '/var/www/html/phpmyadmin/config.inc.php',
]
const runsAs = { programs: ['apache2', 'httpd', 'nginx', 'lighttpd', 'caddy'], ports: [80, 443] }

const setting = (name: string, value: string) =>
  new RegExp(`\\[['"]${name}['"]\\]\\s*=\\s*${value}\\s*;`, 'i')
const allowsNone = setting('AllowNoPassword', 'true')
const signsItselfIn = setting('auth_type', `['"]config['"]`)
const hasPassword = setting('password', `['"][^'"]+['"]`)

/**
 * phpMyAdmin that lets accounts of the database in without a password, or signs everybody in by one of its own.
 * Source: phpMyAdmin 5.2, "Configuration", $cfg['Servers'][$i]['AllowNoPassword'] and ['auth_type'].
 */
export const readPhpmyadmin: ServiceReader = async (system, running) => {
  const configs = []
  for (const file of files) {
    const config = await readConfig(system, file)
    if (config) configs.push(config)
  }
  if (configs.length === 0) return []
  const presence = presenceOf(running, runsAs)
  const lines = configs.flatMap((config) => config.lines).filter(isCode)
  const exposure = presence.reach ?? 'any'
  const found = (pattern: RegExp, kind: ServiceOpening['kind']) => {
    const line = lines.find(({ text }) => pattern.test(text))
    return line ? [openingOf({ kind, opens: 'write', exposure, at: at(line) })] : []
  }
  const isStored = lines.some(({ text }) => hasPassword.test(text))
  const openings = [
    ...found(allowsNone, 'empty-password-allowed'),
    ...(isStored ? found(signsItselfIn, 'stored-password') : []),
  ]
  const unseen = configs.find(({ unread }) => unread)?.unread ?? null
  return [serviceOf('phpmyadmin', presence, { openings, unseen })]
}

function isCode({ text }: ConfigLine): boolean {
  return !/^\s*(\/\/|#|\*|\/\*)/.test(text)
}

/** A line of config.inc.php as a recording keeps it. */
export function reducePhpmyadminLine(line: string): string {
  if (!isCode({ file: '', number: 1, text: line })) return ''
  if (hasPassword.test(line)) return `$cfg['Servers'][$i]['password'] = '-';`
  return allowsNone.test(line) || signsItselfIn.test(line) ? line.trim() : ''
}
