import { isUnknown } from '#protocol/values.ts'
import { readNeighbours } from '../probes/neighbours/read.ts'
import type { System } from '../system.ts'

/**
 * The hardware address that the system has for an IPv4 address; null: it has none, it could not be asked, or two cards
 * of this machine know two.
 */
export async function macBySystem(system: System, address: string): Promise<string | null> {
  const known = await readNeighbours(system, false)
  if (isUnknown(known)) return null
  const macs = new Set(known.filter((one) => one.address === address).map(({ mac }) => mac))
  const [mac] = macs
  return mac !== undefined && macs.size === 1 ? mac : null
}
