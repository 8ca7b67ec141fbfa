import { unknown } from '#protocol/values.ts'
import { askedOf } from './asked.ts'
import { readFirstConfig } from './config-lines.ts'
import { presenceOf, reachOfAddresses } from './reach.ts'
import { at, openingOf, serviceOf, type ServiceReader } from './found-service.ts'
import { yamlSettings } from './yaml.ts'

const files = ['/etc/elasticsearch/elasticsearch.yml', '/etc/opensearch/opensearch.yml']
const guards: Readonly<Record<string, string>> = {
  'xpack.security.enabled': 'true',
  'plugins.security.disabled': 'false',
}

/**
 * Elasticsearch whose security is switched off. Where the file does not say so the version decides, and a server that
 * runs is asked once for its front page. Source: Elasticsearch 8, "Security settings", "Networking" (network.host).
 */
export const readElasticsearch: ServiceReader = async (system, running) => {
  const found = await readFirstConfig(system, files)
  if (found === null) return []
  const settings = yamlSettings(found.config.lines)
  const of = (...paths: string[]) => settings.findLast(({ path }) => paths.includes(path))
  const port = Number(of('http.port')?.value ?? 9200)
  const presence = presenceOf(running, { programs: ['java'], ports: [port] })
  const told = (result: Pick<Parameters<typeof serviceOf>[2], 'openings' | 'unseen'>) => [
    serviceOf('elasticsearch', presence, result),
  ]
  if (found.config.unread) return told({ openings: [], unseen: found.config.unread })
  const stated = of(...Object.keys(guards))
  const bound = of('http.host', 'network.host')?.value ?? '_local_'
  const addresses = bound.replaceAll(/[[\]"\s]/g, '').split(',')
  const exposure = presence.reach ?? reachOfAddresses(addresses) ?? 'loopback'
  const opening = openingOf({
    kind: 'security-disabled',
    opens: 'write',
    exposure,
    at: stated ? at(stated.line) : null,
  })
  if (stated) {
    const isGuarded = stated.value === guards[stated.path]
    return told({ openings: isGuarded ? [] : [opening], unseen: null })
  }
  if (presence.loopbackPort === null) {
    return told({ openings: [], unseen: unknown('not-understood', 'its version decides') })
  }
  return told(await askedOf(system, presence, { ...opening, question: 'http-front-page' }))
}

/** A line of elasticsearch.yml as a recording keeps it. */
export function reduceElasticsearchLine(line: string): string {
  const isKept =
    /^\s*(xpack|security|plugins|network|http)?\.?[\w.]*(enabled|disabled|host|port)?\s*:/.test(
      line,
    )
  const isSecret = /pass|secret|key|token|realm|ssl/i.test(line)
  return isKept && !isSecret && /xpack|security|network|http|host|enabled|disabled/.test(line)
    ? line
    : ''
}
