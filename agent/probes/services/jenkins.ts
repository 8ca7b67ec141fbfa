import { readConfig } from './config-lines.ts'
import { presenceOf } from './reach.ts'
import { at, openingOf, serviceOf, type ServiceReader } from './found-service.ts'

const file = '/var/lib/jenkins/config.xml'
const open = /<useSecurity>\s*false\s*<\/useSecurity>|AuthorizationStrategy\$Unsecured/

/**
 * Jenkins in which everybody may do everything. Source: Jenkins Handbook, "Disabling Security", and
 * hudson.security.AuthorizationStrategy.Unsecured.
 */
export const readJenkins: ServiceReader = async (system, running) => {
  const config = await readConfig(system, file)
  if (config === null) return []
  const presence = presenceOf(running, { programs: ['java'], ports: [8080] })
  const line = config.lines.find(({ text }) => open.test(text))
  const exposure = presence.reach ?? 'any'
  const opening =
    line && openingOf({ kind: 'security-disabled', opens: 'administer', exposure, at: at(line) })
  return [
    serviceOf('jenkins', presence, { openings: opening ? [opening] : [], unseen: config.unread }),
  ]
}

/** A line of Jenkins' config.xml as a recording keeps it. */
export function reduceJenkinsLine(line: string): string {
  return open.exec(line)?.[0] ?? ''
}
