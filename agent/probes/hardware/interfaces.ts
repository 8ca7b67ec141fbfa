import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import type { NetworkInterface, System } from '../../system.ts'
import { isMissing, stands, unknownFrom } from '../answers.ts'
import { brief, byCodeUnit } from '../text.ts'

type Interfaces = Facts<'hardware'>['interfaces']
type Card = Extract<Interfaces, readonly unknown[]>[number]

/** Cards that container and virtual machine tools make for their guests. */
const guestCards =
  /^(docker|br-[0-9a-f]{12}|veth|virbr|vnet|cni|flannel|cali|lxc|lxd|podman|tunl|kube)/
const addressesMax = 16

/** Cards that carry an address. Temporary IPv6 addresses change by themselves and are left out. */
export async function readInterfaces(system: System): Promise<Interfaces> {
  const cards = await system.networkInterfaces()
  if (!cards.ok) return unknownFrom(cards, 'interfaces')
  const inet6 = await system.readFile('/proc/net/if_inet6')
  if (!inet6.ok && !isMissing(inet6)) return unknownFrom(inet6, 'IPv6 addresses')
  const passing = inet6.ok ? parsePassingAddresses(inet6.value) : new Set<string>()
  const shown = []
  for (const card of cards.value) {
    if (card.isLoopback || guestCards.test(card.name)) continue
    const addresses = card.addresses.filter(
      (address) => !address.startsWith('fe80:') && !passing.has(expandIpv6(address)),
    )
    if (addresses.length === 0) continue
    const isPhysical = await stands(system, `/sys/class/net/${card.name}/device`)
    shown.push(cardFacts(card, addresses, isPhysical))
  }
  // Physical cards tell machines apart, so they stay where there are more than a report holds.
  return shown
    .sort(
      (left, right) =>
        Number(right.isPhysical) - Number(left.isPhysical) || byCodeUnit(left.name, right.name),
    )
    .slice(0, limits.interfacesMax)
    .sort((left, right) => byCodeUnit(left.name, right.name))
}

/** A card with those of its addresses that are told. */
export function cardFacts(
  { name, mac }: NetworkInterface,
  addresses: readonly string[],
  isPhysical: boolean,
): Card {
  const hasMac = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac) && !/^[0:]+$/.test(mac)
  return {
    name: brief(name, 60),
    mac: hasMac ? mac : null,
    isPhysical,
    addresses: addresses
      .map((each) => brief(each, 60))
      .sort()
      .slice(0, addressesMax),
  }
}

/**
 * Flags of an address: temporary, deprecated, tentative. Source: Linux,
 * include/uapi/linux/if_addr.h.
 */
const temporary = 0x01
const deprecated = 0x20
const tentative = 0x40

/** Addresses of /proc/net/if_inet6 that will not stay, as 32 hexadecimal digits. */
export function parsePassingAddresses(content: string): Set<string> {
  const rows = content.split('\n').map((line) => line.trim().split(/\s+/))
  const passing = rows.filter(([, , , , flags = '0']) => {
    return (Number.parseInt(flags, 16) & (temporary | deprecated | tentative)) !== 0
  })
  return new Set(passing.map(([address = '']) => address))
}

/** An IPv6 address as 32 hexadecimal digits; anything else as it is. */
export function expandIpv6(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array(8 - before.length - after.length).fill('0')
  return [...before, ...zeros, ...after].map((group) => String(group).padStart(4, '0')).join('')
}
