import { askedOf } from './asked.ts'
import { readConfig } from './config-lines.ts'
import { iniSettings, isYes } from './ini.ts'
import { presenceOf, reachOfAddresses } from './reach.ts'
import { openingOf, serviceOf, withoutConfig, type ServiceReader } from './found-service.ts'

const file = '/etc/grafana/grafana.ini'

const asksGrafana = {
  question: 'grafana-first-password',
  kind: 'factory-password',
  opens: 'administer',
  rule: 'grafana-first-administrator',
} as const

/**
 * Whether the first administrator of Grafana still has the password of its manual. It lives in a database that is not
 * read, so the configuration decides only where such a sign-in cannot be, or where another first password is set; else
 * it is asked.
 * Source: Grafana 11, "Configure Grafana", [security] admin_password, disable_initial_admin_creation.
 */
export const readGrafana: ServiceReader = async (system, running) => {
  const presence = presenceOf(running, { programs: ['grafana', 'grafana-server'], ports: [3000] })
  const config = await readConfig(system, file)
  if (config === null) return withoutConfig('grafana', presence)
  const settings = iniSettings(config.lines)
  const valueOf = (section: string, key: string) =>
    settings.findLast((each) => each.section === section && each.key === key)?.value ?? ''
  const first = valueOf('security', 'admin-password')
  const isDecided =
    (first !== '' && first !== 'admin') ||
    isYes(valueOf('security', 'disable-initial-admin-creation')) ||
    isYes(valueOf('auth', 'disable-login-form'))
  const opening = openingOf({
    kind: 'first-password',
    opens: 'administer',
    exposure: presence.reach ?? reachOfAddresses([valueOf('server', 'http-addr') || '*']) ?? 'any',
    at: { file, line: null },
  })
  if (isDecided || config.unread)
    return [serviceOf('grafana', presence, { openings: [], unseen: config.unread })]
  const asked = await askedOf(system, presence, { ...asksGrafana, exposure: opening.exposure })
  // Who could not be asked stays to be looked at.
  return [
    serviceOf('grafana', presence, asked.unseen ? { openings: [opening], unseen: null } : asked),
  ]
}

/** A line of grafana.ini as a recording keeps it. */
export function reduceGrafanaLine(line: string): string {
  const [, key, value = ''] = /^(\s*admin_password\s*=\s*)(.*)$/.exec(line) ?? []
  if (key !== undefined) return /^(admin)?$/.test(value.trim()) ? line : `${key}-`
  const isKept = /^\s*(\[|disable_(initial_admin_creation|login_form)\s*=|http_addr\s*=)/.test(line)
  return isKept ? line : ''
}
