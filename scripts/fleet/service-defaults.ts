import type { Facts } from '#protocol/facts/registry.ts'
import type { ServiceDefault } from '#protocol/facts/service-defaults.ts'
import type { Machine } from './machine.ts'
import { seededRandom } from './random.ts'

/**
 * Services of a made-up machine: servers have some. Badly kept ones of Linux leave SNMP as it is delivered and a database
 * without a password; some of Windows still show the welcome page of IIS.
 */
export function sampleServices({ host, system }: Machine): Facts<'service-defaults'> {
  // Chance of its own: what the other probes say stays as it was.
  const random = seededRandom(host.seed ^ 0x5e1f)
  if (!system.isServer) return { services: [] }
  if (system.os.platform === 'windows') return { services: random.chance(0.4) ? [iis] : [] }
  const services: ServiceDefault[] = []
  if (random.chance(0.3)) services.push(redis)
  if (random.chance(0.5)) services.push(snmp(random.chance(0.3 * (1 - host.agency.care))))
  const { care } = host.agency
  if (random.chance(0.4)) services.push(mysql(random.chance(0.6 * (1 - care))))
  return { services: services.toSorted((left, right) => (left.product < right.product ? -1 : 1)) }
}

const redis: ServiceDefault = {
  product: 'redis',
  isRunning: true,
  openings: [
    {
      kind: 'no-password',
      decidedBy: 'configuration',
      opens: 'write',
      exposure: 'loopback',
      place: { file: '/etc/redis/redis.conf', line: 87 },
      rule: null,
    },
  ],
  unseen: null,
}

const iis: ServiceDefault = {
  product: 'iis',
  isRunning: true,
  openings: [
    {
      kind: 'welcome-page',
      decidedBy: 'configuration',
      opens: 'information',
      exposure: 'any',
      place: { file: 'C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config', line: 161 },
      rule: null,
    },
  ],
  unseen: null,
}

/** Its accounts stand in no file: it was asked. */
function mysql(isOpen: boolean): ServiceDefault {
  return {
    product: 'mysql',
    isRunning: true,
    openings: isOpen
      ? [
          {
            kind: 'no-password',
            decidedBy: 'question',
            opens: 'administer',
            exposure: 'loopback',
            place: null,
            rule: null,
          },
        ]
      : [],
    unseen: null,
  }
}

function snmp(isExposed: boolean): ServiceDefault {
  return {
    product: 'snmp',
    isRunning: true,
    openings: [
      {
        kind: 'default-community',
        decidedBy: 'configuration',
        opens: 'information',
        exposure: isExposed ? 'any' : 'loopback',
        place: { file: '/etc/snmp/snmpd.conf', line: 61 },
        rule: null,
      },
    ],
    unseen: null,
  }
}
