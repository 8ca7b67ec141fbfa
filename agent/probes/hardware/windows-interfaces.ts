import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import type { System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'
import { byCodeUnit } from '../text.ts'
import { textIn } from '../windows/registry.ts'
import { cardFacts } from './interfaces.ts'

type Interfaces = Facts<'hardware'>['interfaces']

/** Connections by their class of device, which is the same on every Windows. */
const connections =
  'SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}'
const connectionsMax = 1_024

/** Buses of cards; VMBUS is that of a Hyper-V guest. A card of ROOT or SWD is software. */
const buses = /^(PCI|USB|PCMCIA|SD|ACPI|VMBUS|XENVIF|VIRTIO)\\/i

/**
 * Cards that carry an address, those on a bus before those of software, so that a cut takes the
 * latter. Temporary IPv6 addresses cannot be told from the others and are listed with them.
 * Source: Microsoft, "Network key": Connection\Name and PnPInstanceId. Not checked on a real
 * machine.
 */
export async function readWindowsInterfaces(system: System): Promise<Interfaces> {
  const cards = await system.networkInterfaces()
  if (!cards.ok) return unknownFrom(cards, 'interfaces')
  const onBus = await readNamesOnBus(system)
  const shown = cards.value.flatMap((card) => {
    const addresses = card.addresses.filter((address) => !/^fe[89ab]/i.test(address))
    const isShown = !card.isLoopback && addresses.length > 0
    return isShown ? [cardFacts(card, addresses, onBus.has(card.name))] : []
  })
  return shown
    .sort(
      (left, right) =>
        Number(right.isPhysical) - Number(left.isPhysical) || byCodeUnit(left.name, right.name),
    )
    .slice(0, limits.interfacesMax)
}

/** Names of connections whose card sits on a bus; none where the registry does not say. */
async function readNamesOnBus(system: System): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  const list = await system.registryKey(connections, { subkeysMax: connectionsMax })
  const ids = list.ok && list.value !== null ? list.value.subkeys : []
  for (const id of ids.filter((each) => each.startsWith('{'))) {
    const key = await system.registryKey(`${connections}\\${id}\\Connection`)
    const name = textIn(key, 'Name')
    const device = textIn(key, 'PnPInstanceId')
    if (typeof name === 'string' && typeof device === 'string' && buses.test(device)) {
      found.add(name)
    }
  }
  return found
}
