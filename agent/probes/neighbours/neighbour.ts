import { makersMac, neighbourAddress } from '#protocol/facts/neighbours.ts'
import { isWithinNetworks } from '#protocol/networks.ts'

/** One row of a table of neighbours, as the system has it. */
export type RawNeighbour = {
  readonly mac: string
  readonly address: string
  readonly isGateway: boolean
}

/**
 * The rows that may be told: with a MAC that a maker gave, and an address within the declared networks. No network is
 * no row, and an address that cannot be read lies in none.
 */
export function tellable(
  rows: readonly RawNeighbour[],
  networks: readonly string[],
): RawNeighbour[] {
  if (networks.length === 0) return []
  return rows.filter(
    ({ mac, address }) =>
      makersMac.safeParse(mac).success &&
      neighbourAddress.safeParse(address).success &&
      isWithinNetworks(address, networks),
  )
}
