import { unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'
import { readLinuxNeighbours } from './linux.ts'
import type { RawNeighbour } from './neighbour.ts'

/** The neighbours that the system of this machine knows now; nothing is sent. Of Windows IPv4 alone. */
export async function readNeighbours(
  system: System,
  withIpv6: boolean,
): Promise<Maybe<readonly RawNeighbour[]>> {
  switch (system.platform) {
    case 'linux':
      return readLinuxNeighbours(system, withIpv6)
    case 'windows': {
      const answer = await system.neighbours()
      return answer.ok ? answer.value : unknownFrom(answer, 'ARP table')
    }
    case 'macos':
      return unknown('not-supported', system.platform)
  }
}
