import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { firstStanding, isMissing, unknownFrom } from '../answers.ts'
import type { RawNeighbour } from './neighbour.ts'

const tableBytesMax = 4_194_304
const ipPaths = ['/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip', '/bin/ip']

/**
 * The neighbours that the kernel knows: /proc/net/arp, and `ip -6 neigh` where IPv6 is asked for, of which the kernel
 * has no file. A machine without IPv4 or IPv6 has no such table, which is an empty one.
 */
export async function readLinuxNeighbours(
  system: System,
  withIpv6: boolean,
): Promise<Maybe<readonly RawNeighbour[]>> {
  const arp = await system.readFile('/proc/net/arp', { bytesMax: tableBytesMax })
  if (!arp.ok && !isMissing(arp)) return unknownFrom(arp, 'ARP table')
  const route = await system.readFile('/proc/net/route', { bytesMax: tableBytesMax })
  if (!route.ok && !isMissing(route)) return unknownFrom(route, 'routes')
  const gateways = route.ok ? parseGateways(route.value) : new Set<string>()
  const four = arp.ok ? parseArp(arp.value, gateways) : []
  if (!withIpv6) return four
  const six = await readIpv6(system)
  return isUnknown(six) ? six : [...four, ...six]
}

async function readIpv6(system: System): Promise<Maybe<readonly RawNeighbour[]>> {
  const ip = await firstStanding(system, ipPaths)
  if (ip === null) return unknown('tool-missing', 'ip')
  const ran = await system.run(ip, ['-6', 'neigh', 'show'], { stdoutBytesMax: tableBytesMax })
  if (!ran.ok) return unknownFrom(ran, 'ip -6 neigh')
  const { exitCode, stdout } = ran.value
  return exitCode === 0 ? parseIpv6(stdout) : unknown('tool-failed', `ip: exit code ${exitCode}`)
}

/** ATF_COM: the MAC is known. Source: Linux, include/uapi/linux/if_arp.h. */
const isComplete = 0x02
/** ARPHRD_ETHER, Wi-Fi included. */
const ethernet = 0x01

/** Rows of /proc/net/arp: address, type, flags, MAC, mask, device. */
function parseArp(text: string, gateways: ReadonlySet<string>): RawNeighbour[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [address = '', type = '', flags = '', mac = ''] = line.trim().split(/\s+/)
      const isKnown = Number(type) === ethernet && (Number(flags) & isComplete) !== 0
      return isKnown ? [{ mac: mac.toLowerCase(), address, isGateway: gateways.has(address) }] : []
    })
}

/** RTF_GATEWAY. Source: Linux, include/uapi/linux/route.h. */
const isThroughGateway = 0x02

/** Default gateways of /proc/net/route, whose addresses are numbers in the byte order of the machine. */
export function parseGateways(text: string): Set<string> {
  const rows = text.split('\n').map((line) => line.trim().split(/\s+/))
  const found = rows.filter(
    ([, destination, , flags = '0']) =>
      destination === '00000000' && (Number.parseInt(flags, 16) & isThroughGateway) !== 0,
  )
  // Every processor that the agent is built for is little-endian.
  return new Set(
    found.map(([, , gateway = '']) =>
      (gateway.match(/../g) ?? [])
        .reverse()
        .map((byte) => Number.parseInt(byte, 16))
        .join('.'),
    ),
  )
}

/** `fd00::1 dev eth0 lladdr 00:11:22:33:44:55 router REACHABLE`; one that did not answer has no lladdr. */
export function parseIpv6(text: string): RawNeighbour[] {
  return text.split('\n').flatMap((line) => {
    const [address = '', ...words] = line.trim().split(/\s+/)
    const mac = words[words.indexOf('lladdr') + 1] ?? ''
    if (!words.includes('lladdr') || words.includes('FAILED')) return []
    return [
      {
        mac: mac.toLowerCase(),
        address: address.toLowerCase(),
        isGateway: words.includes('router'),
      },
    ]
  })
}
