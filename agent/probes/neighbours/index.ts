import { neighboursMax } from '#protocol/facts/neighbours.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import type { Probe } from '../probe.ts'
import { byCodeUnit } from '../text.ts'
import { tellable } from './neighbour.ts'
import { readNeighbours } from './read.ts'

/**
 * Says which other devices this machine already knows on its network, on networks that its own settings declare; where
 * they declare none, nothing is read. Sends nothing: an idle machine knows its gateway and little else.
 */
export const neighbours: Probe<'neighbours'> = async (system, { nowMs, neighbours: told }) => {
  if (system.platform === 'macos') return unknown('not-supported', system.platform)
  const declared = told?.networks ?? []
  if (told === undefined || declared.length === 0) return unknown('not-declared', 'KHIEN_NETWORKS')
  const withIpv6 = declared.some((network) => network.includes(':'))
  const rows = await readNeighbours(system, withIpv6)
  if (isUnknown(rows)) return rows
  const seen = told.memory.merge(tellable(rows, declared), { nowMs, networks: declared })
  const first = seen.toSorted((left, right) => Number(right.isGateway) - Number(left.isGateway))
  return {
    networks: declared.toSorted(byCodeUnit),
    neighbours: first
      .slice(0, neighboursMax)
      .toSorted((left, right) => byCodeUnit(left.mac, right.mac)),
    total: seen.length,
  }
}
