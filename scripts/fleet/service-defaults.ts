import type { Facts } from '#protocol/facts/registry.ts'
import type { ServiceDefault } from '#protocol/facts/service-defaults.ts'
import type { Machine } from './machine.ts'
import { seededRandom } from './random.ts'

/** Services of a made-up machine: servers of Linux have some; badly kept ones leave SNMP as it is delivered. */
export function sampleServices({ host, system }: Machine): Facts<'service-defaults'> {
  // Chance of its own: what the other probes say stays as it was.
  const random = seededRandom(host.seed ^ 0x5e1f)
  if (system.os.platform === 'windows' || !system.isServer) return { services: [] }
  const services: ServiceDefault[] = []
  if (random.chance(0.3)) services.push(redis)
  if (random.chance(0.5)) services.push(snmp(random.chance(0.3 * (1 - host.agency.care))))
  return { services }
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
