import type { Socket } from './socket.ts'

export type SocketRow = Omit<Socket, 'programs'> & { readonly inode: string }

/**
 * States of a socket that waits: LISTEN of TCP, CLOSE of an unconnected UDP socket. Source:
 * tcp_states.h.
 */
const waiting = { tcp: '0A', udp: '07' } as const

/** Listening rows of /proc/net/{tcp,tcp6,udp,udp6}. Source: proc(5). */
export function parseProcNet(content: string, transport: 'tcp' | 'udp'): SocketRow[] {
  return content.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/)
    const [, local = '', , state] = fields
    const inode = fields[9]
    const [hexAddress, hexPort] = local.split(':')
    if (state !== waiting[transport] || inode === undefined || !hexAddress || !hexPort) return []
    const address = hexAddress.length === 8 ? ipv4Of(hexAddress) : ipv6Of(hexAddress)
    return [{ transport, address, port: Number.parseInt(hexPort, 16), inode }]
  })
}

/**
 * The kernel prints each 32-bit word in the byte order of the machine; all supported ones are
 * little-endian.
 */
function bytesOf(hex: string): number[] {
  const words = hex.match(/.{8}/g) ?? []
  return words.flatMap((word) => {
    const bytes = word.match(/../g) ?? []
    return bytes.reverse().map((byte) => Number.parseInt(byte, 16))
  })
}

function ipv4Of(hex: string): string {
  return bytesOf(hex).join('.')
}

/** The short form of RFC 5952, so that both readers give one address one name. */
function ipv6Of(hex: string): string {
  const bytes = bytesOf(hex)
  const groups = Array.from({ length: 8 }, (_, index) => {
    return (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16)
  })
  if (groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff') {
    return `::ffff:${bytes.slice(12).join('.')}`
  }
  const run = groups
    .join(':')
    .match(/\b0(?::0)+\b/g)
    ?.sort((left, right) => right.length - left.length)[0]
  if (run === undefined) return groups.join(':')
  return groups.join(':').replace(new RegExp(`:?\\b${run}\\b:?`), '::')
}
