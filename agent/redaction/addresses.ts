import { isIPv4, isIPv6 } from 'node:net'
import { expandIpv6 } from '../probes/hardware/interfaces.ts'

/** Gives 12 hexadecimal digits for a text: the same ones for the same text, under a key. */
export type Keyed = (text: string) => string

/**
 * Another address of the same kind: loopback, link-local, private, shared and public addresses stay what they are.
 * Public ones come from ranges that belong to nobody: 198.18.0.0/15 (RFC 2544), 2001:db8::/32 (RFC 3849).
 * Unspecified, loopback, multicast addresses and net masks name nobody and stay. A scope (`%eth0`) stays too.
 */
export function maskAddress(address: string, keyed: Keyed): string {
  const [host = '', ...scope] = address.split('%')
  const rest = scope.map((each) => `%${each}`).join('')
  if (isIPv4(host)) return `${maskIpv4(host, keyed)}${rest}`
  if (!isIPv6(host)) return address
  const mapped = /^::ffff:([0-9.]+)$/i.exec(host)?.[1]
  if (mapped !== undefined) return `::ffff:${maskIpv4(mapped, keyed)}${rest}`
  return `${shortIpv6(maskIpv6Digits(expandIpv6(canonicalIpv6(host)), keyed))}${rest}`
}

/** Every address in a text that holds no other numbers with three dots, as outputs of packet filters are. */
export function maskAddressesIn(text: string, keyed: Keyed): string {
  return text
    .replaceAll(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g, (found) => maskAddress(found, keyed))
    .replaceAll(/(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi, (found) =>
      maskAddress(found, keyed),
    )
    .replaceAll(/\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}\b/gi, (found) => maskMac(found, keyed))
}

/** A locally administered address (first byte 02), which names no vendor; zeros and broadcast stay. */
export function maskMac(mac: string, keyed: Keyed): string {
  const digits = mac.toLowerCase().replaceAll(/[^0-9a-f]/g, '')
  if (digits.length !== 12 || /^(0+|f+)$/.test(digits)) return mac
  const masked = `02${keyed(`mac ${digits}`).slice(0, 10)}`
  const separator = mac.includes('-') ? '-' : ':'
  const written = (masked.match(/../g) ?? []).join(separator)
  return /[A-F]/.test(mac) ? written.toUpperCase() : written
}

/** The rows of /proc/net/{tcp,tcp6,udp,udp6}: words in the byte order of the machine, little-endian. */
export function maskProcNet(content: string, keyed: Keyed): string {
  return content.replaceAll(
    /\b([0-9A-F]{32}|[0-9A-F]{8})(?=:[0-9A-F]{4}\b)/g,
    (found: string): string => {
      const digits = swapWords(found)
      const masked =
        digits.length === 8
          ? digitsOf(maskIpv4(dotted(digits), keyed))
          : maskIpv6Digits(digits, keyed)
      return swapWords(masked).toUpperCase()
    },
  )
}

/** The rows of /proc/net/if_inet6: 32 digits in the order of the network. */
export function maskIfInet6(content: string, keyed: Keyed): string {
  return content.replaceAll(/^[0-9a-f]{32}/gm, (found) => maskIpv6Digits(found, keyed))
}

function maskIpv4(address: string, keyed: Keyed): string {
  const [first = 0, second = 0] = address.split('.').map(Number)
  const chance = Number.parseInt(keyed(`ipv4 ${address}`).slice(0, 8), 16)
  const within = (base: number, bits: number) => dottedOf(base + (chance % 2 ** bits))
  if (first === 0 || first === 127 || first >= 224) return address
  if (first === 10) return within(0x0a000000, 24)
  if (first === 172 && second >= 16 && second <= 31) return within(0xac100000, 20)
  if (first === 192 && second === 168) return within(0xc0a80000, 16)
  if (first === 169 && second === 254) return within(0xa9fe0000, 16)
  if (first === 100 && second >= 64 && second <= 127) return within(0x64400000, 22)
  return within(0xc6120000, 17)
}

function maskIpv6Digits(digits: string, keyed: Keyed): string {
  if (/^0{31}[01]$/.test(digits) || digits.startsWith('ff')) return digits
  if (digits.startsWith('0'.repeat(20) + 'ffff')) {
    return digits.slice(0, 24) + digitsOf(maskIpv4(dotted(digits.slice(24)), keyed))
  }
  const tail = keyed(`ipv6 ${digits}`)
  if (/^fe[89ab]/.test(digits)) return `fe80${'0'.repeat(16)}${tail}`
  if (/^f[cd]/.test(digits)) return `fd00${'0'.repeat(16)}${tail}`
  return `20010db8${'0'.repeat(12)}${tail}`
}

function shortIpv6(digits: string): string {
  return canonicalIpv6((digits.match(/.{4}/g) ?? []).join(':'))
}

/** One spelling of an address: its end may be written as an IPv4 address (RFC 4291, 2.2.3). */
function canonicalIpv6(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1)
}

function swapWords(digits: string): string {
  const words = digits.toLowerCase().match(/.{8}/g) ?? []
  return words.map((word) => (word.match(/../g) ?? []).reverse().join('')).join('')
}

function dotted(digits: string): string {
  return (digits.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).join('.')
}

function digitsOf(address: string): string {
  return address
    .split('.')
    .map((byte) => Number(byte).toString(16).padStart(2, '0'))
    .join('')
}

function dottedOf(value: number): string {
  return dotted(value.toString(16).padStart(8, '0'))
}
