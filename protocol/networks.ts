/** A network, or one address as the network of itself alone. */
type Network = { readonly bits: 32 | 128; readonly base: bigint; readonly prefix: number }

export const networkLimits = { networksMax: 20, charactersMax: 50 } as const

/** True for `10.20.0.0/16`, `2001:db8::/32`, or one address. Without zod: browsers ask it while somebody types. */
export const isNetwork = (text: string): boolean =>
  text.length <= networkLimits.charactersMax && networkOf(text) !== null

/** True when an address lies in one of the networks; no network at all lets every address in. */
export function isWithinNetworks(address: string | null, networks: readonly string[]): boolean {
  if (networks.length === 0) return true
  const own = address === null ? null : addressOf(address)
  if (own === null) return false
  return networks.some((text) => {
    const wide = networkOf(text)
    return wide !== null && wide.bits === own.bits && hasPrefix(own.value, wide)
  })
}

/** RFC 1918: the private addresses of IPv4. */
export const privateRangesOfIpv4 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] as const

/** RFC 1918 and RFC 4193. */
export const privateRanges = [...privateRangesOfIpv4, 'fc00::/7'] as const

/** True for a network that lies within one private range as a whole, e.g. `192.168.1.0/24`. */
export function isPrivateNetwork(text: string): boolean {
  const own = text.length <= networkLimits.charactersMax ? networkOf(text) : null
  if (own === null) return false
  return privateRanges.some((range) => {
    const wide = networkOf(range)
    const isNarrower = wide !== null && wide.bits === own.bits && wide.prefix <= own.prefix
    return isNarrower && hasPrefix(own.base, wide)
  })
}

function hasPrefix(value: bigint, { base, bits, prefix }: Network): boolean {
  const rest = BigInt(bits - prefix)
  return value >> rest === base >> rest
}

function networkOf(text: string): Network | null {
  const [before = '', after, ...others] = text.split('/')
  const address = addressOf(before)
  if (address === null || others.length > 0) return null
  if (after === undefined) return { bits: address.bits, base: address.value, prefix: address.bits }
  if (!/^\d{1,3}$/.test(after) || Number(after) > address.bits) return null
  return { bits: address.bits, base: address.value, prefix: Number(after) }
}

type Address = { readonly bits: 32 | 128; readonly value: bigint }

/** Node tells an IPv4 peer of a socket that takes both as `::ffff:192.0.2.7`; that is the IPv4 address. */
function addressOf(text: string): Address | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1]
  const four = fourOf(mapped ?? text)
  if (four !== null) return { bits: 32, value: four }
  const six = sixOf(withGroups(text.split('%', 1)[0] ?? ''))
  return six === null ? null : { bits: 128, value: six }
}

function fourOf(text: string): bigint | null {
  const parts = text.split('.')
  const isGood = parts.length === 4 && parts.every((one) => /^(0|[1-9]\d{0,2})$/.test(one))
  if (!isGood || parts.some((one) => Number(one) > 255)) return null
  return parts.reduce((value, one) => value * 256n + BigInt(one), 0n)
}

/** RFC 4291 lets the last two groups be written as an IPv4 address. */
function withGroups(text: string): string {
  const [, before = '', dotted = ''] = /^(.*:)([\d.]+\.\d+)$/.exec(text) ?? []
  const four = fourOf(dotted)
  if (four === null) return text
  return `${before}${(four >> 16n).toString(16)}:${(four & 65_535n).toString(16)}`
}

function sixOf(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2 || !text.includes(':')) return null
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const gap = 8 - left.length - right.length
  if (halves.length === 1 ? gap !== 0 : gap < 1) return null
  const groups = [...left, ...Array<string>(gap).fill('0'), ...right]
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null
  return groups.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n)
}
