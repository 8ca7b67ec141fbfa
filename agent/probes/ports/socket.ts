import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import type { Listener } from '#protocol/facts/ports.ts'
import { unknown } from '#protocol/values.ts'
import { brief, byCodeUnit } from '../text.ts'
import { exposureOf } from './exposure.ts'

/** A listening socket as a reader found it. `programs` is empty where no holder was seen. */
export type Socket = {
  readonly transport: 'tcp' | 'udp'
  readonly address: string
  readonly port: number
  readonly programs: readonly string[]
}

export type PortRange = { readonly first: number; readonly last: number }

/**
 * Where client sockets get their ports. Source: Linux, Documentation/networking/ip-sysctl, its
 * default.
 */
const ephemeralDefault: PortRange = { first: 32_768, last: 60_999 }

/** `32768\t60999` of ip_local_port_range. */
export function parsePortRange(content: string): PortRange {
  const [first, last] = content.trim().split(/\s+/).map(Number)
  if (!first || !last || first > last) return ephemeralDefault
  return { first, last }
}

/**
 * Listeners as facts: client sockets of UDP left out, each address once, sorted.
 * `areAllHoldersVisible`: a socket without a holder then belongs to the kernel; otherwise its
 * holder is unknown.
 */
export function factsOfSockets(
  sockets: readonly Socket[],
  seen: { ephemeral: PortRange; areAllHoldersVisible: boolean },
): Facts<'ports'> {
  const { first, last } = seen.ephemeral
  const byPlace = new Map<string, { socket: Socket; programs: string[] }>()
  for (const socket of sockets) {
    if (socket.port === 0) continue
    if (socket.transport === 'udp' && socket.port >= first && socket.port <= last) continue
    const place = placeOf(socket)
    const known = byPlace.get(place)
    byPlace.set(place, { socket, programs: [...(known?.programs ?? []), ...socket.programs] })
  }
  const listeners = [...byPlace]
    .sort(([left], [right]) => byCodeUnit(left, right))
    .map(([, { socket, programs }]) => listenerOf(socket, programs, seen.areAllHoldersVisible))
  return {
    listeners: listeners.slice(0, limits.listenersMax),
    listenersTotal: listeners.length,
  }
}

function placeOf({ transport, address, port }: Socket): string {
  return `${transport} ${String(port).padStart(5, '0')} ${address}`
}

function listenerOf(
  { transport, address, port }: Socket,
  programs: readonly string[],
  areAllHoldersVisible: boolean,
): Listener {
  const [program] = [...programs].sort(byCodeUnit)
  const nobody = areAllHoldersVisible ? null : unknown('not-permitted', 'holder of the socket')
  return {
    transport,
    address: brief(address, 60),
    port,
    exposure: exposureOf(address),
    program: program === undefined ? nobody : brief(program, 60),
  }
}
