import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, type HostClass } from '#protocol/values.ts'
import type { HostFacts } from './control.ts'

/**
 * Which of the three classes of dispatch 1670/UBND-THCB a machine is.
 * What the installation says of itself wins over the case it runs in; what says nothing is a workstation.
 */
export function classify(facts: HostFacts): HostClass {
  const os = known(facts.os)
  const hardware = known(facts.hardware)
  switch (os?.installation) {
    case 'server':
    case 'container':
      return 'server'
    case 'client':
    case 'wsl':
      return 'workstation'
  }
  if (os?.distribution === 'windows-server') return 'server'
  switch (hardware?.chassis) {
    case 'server':
    case 'container':
      return 'server'
    case 'other':
      return 'end-device'
  }
  return 'workstation'
}

/** The columns of a list of hosts. Null: not known. */
export function summarize(facts: HostFacts): { osName: string | null; address: string | null } {
  return { osName: known(facts.os)?.name ?? null, address: addressOf(known(facts.hardware)) }
}

/** The address by which people know the machine: of a physical card first, IPv4 before IPv6. */
function addressOf(hardware: Facts<'hardware'> | null): string | null {
  if (hardware === null || isUnknown(hardware.interfaces)) return null
  const cards = hardware.interfaces.toSorted(
    (left, right) => Number(right.isPhysical) - Number(left.isPhysical),
  )
  const addresses = cards
    .flatMap((card) => card.addresses)
    .map((address) => address.split('/')[0] ?? address)
    .filter((address) => !/^(169\.254\.|fe80:|127\.|::1$)/i.test(address))
  return addresses.find((address) => !address.includes(':')) ?? addresses[0] ?? null
}

function known<T>(
  observed: { reading: { state: 'known'; facts: T } | { state: 'unknown' } } | undefined,
): T | null {
  return observed?.reading.state === 'known' ? observed.reading.facts : null
}
