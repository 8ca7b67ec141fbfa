import { tomcatRuleOf } from '../../rules/tomcat-users.ts'
import { readFirstConfig } from './config-lines.ts'
import { presenceOf } from './reach.ts'
import { openingOf, serviceOf, type ServiceReader } from './found-service.ts'

const files = [
  ...[11, 10, 9, 8, 7].map((version) => `/etc/tomcat${version}/tomcat-users.xml`),
  '/etc/tomcat/tomcat-users.xml',
  '/opt/tomcat/conf/tomcat-users.xml',
  '/usr/share/tomcat/conf/tomcat-users.xml',
]
const ports = [8080, 8443, 8009]

/**
 * Accounts of Tomcat that may deploy applications and still have the pair of its manual. The pairs are kept as digests.
 * Source: Apache Tomcat 9, "Manager App How-To"; conf/tomcat-users.xml as delivered, where all users are comments.
 */
export const readTomcat: ServiceReader = async (system, running) => {
  const found = await readFirstConfig(system, files)
  if (found === null) return []
  const presence = presenceOf(running, { programs: ['java'], ports })
  const { lines, unread } = found.config
  if (unread) return [serviceOf('tomcat', presence, { openings: [], unseen: unread })]
  const users = tomcatUsers(lines.map(({ text }) => text).join('\n'))
  const openings = users.flatMap(({ rule, isManager, line }) =>
    isManager && rule !== null
      ? openingOf({
          kind: 'factory-password',
          opens: 'administer',
          exposure: presence.reach ?? 'any',
          at: { file: found.file, line },
          rule,
        })
      : [],
  )
  return [serviceOf('tomcat', presence, { openings, unseen: null })]
}

type TomcatUser = {
  readonly rule: string | null
  readonly isManager: boolean
  readonly line: number
}

function tomcatUsers(content: string): TomcatUser[] {
  const bare = withoutComments(content)
  return [...bare.matchAll(/<user\s((?:"[^"]{0,400}"|'[^']{0,400}'|[^>"'<]){0,800})>/gi)].map(
    (match) => {
      const attributes = match[1] ?? ''
      const name = attributeOf(attributes, 'username') ?? attributeOf(attributes, 'name') ?? ''
      const password = attributeOf(attributes, 'password')
      const roles = (attributeOf(attributes, 'roles') ?? '').split(',').map((role) => role.trim())
      return {
        rule:
          attributeOf(attributes, 'rule') ??
          (password === null ? null : tomcatRuleOf(name, password)),
        isManager: roles.some((role) => /^(manager|admin)(-|$)/.test(role)),
        line: bare.slice(0, match.index).split('\n').length,
      }
    },
  )
}

/** Comments become empty lines, so that lines keep their numbers. */
function withoutComments(xml: string): string {
  return xml.replaceAll(/<!--[\s\S]*?(-->|$)/g, (comment) => comment.replaceAll(/[^\n]/g, ''))
}

function attributeOf(attributes: string, name: string): string | null {
  const [, double, single] =
    new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(attributes) ?? []
  const value = double ?? single
  return value === undefined
    ? null
    : value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** tomcat-users.xml without names and passwords: the rule that fits, and whether the account may deploy. */
export function reduceTomcatUsers(content: string): string {
  const kept: string[] = content.split('\n').map(() => '')
  for (const { rule, isManager, line } of tomcatUsers(content)) {
    const roles = isManager ? 'manager-gui' : '-'
    const shown =
      rule === null ? `<user roles="${roles}">` : `<user rule="${rule}" roles="${roles}">`
    kept[line - 1] = `${kept[line - 1] ?? ''}${shown}`
  }
  return kept.join('\n')
}
