import { isIPv4 } from 'node:net'
import type { Exposure } from '#protocol/facts/ports.ts'

/**
 * How far an address reaches. `*` is every IPv4 and IPv6 address at once, as `ss` writes it.
 * Source: RFC 1918, 3927, 4193, 4291, 6598; a listener on a multicast group hears its own network.
 */
export function exposureOf(address: string): Exposure {
  const [host = '', scope] = address.split('%')
  if (scope === 'lo') return 'loopback'
  const plain = host.toLowerCase().replace(/^::ffff:(?=[0-9.]+$)/, '')
  if (plain === '*' || plain === '0.0.0.0' || plain === '::') return 'any'
  return isIPv4(plain) ? exposureOfIpv4(plain) : exposureOfIpv6(plain)
}

function exposureOfIpv4(address: string): Exposure {
  const [first = 0, second = 0] = address.split('.').map(Number)
  if (first === 127) return 'loopback'
  if (first === 169 && second === 254) return 'link-local'
  const isPrivate =
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 100 && second >= 64 && second <= 127)
  return isPrivate || first >= 224 ? 'lan' : 'public'
}

function exposureOfIpv6(address: string): Exposure {
  if (address === '::1') return 'loopback'
  if (/^fe[89ab][0-9a-f]:/.test(address)) return 'link-local'
  return /^f[cdf][0-9a-f]{2}:/.test(address) ? 'lan' : 'public'
}
