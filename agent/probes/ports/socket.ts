import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import type { Exposure, Listener } from '#protocol/facts/ports.ts'
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
  const places = listeningPlaces(sockets, seen.ephemeral)
  return factsOfListeners(
    places.map((same) => {
      const programs = same.flatMap((socket) => socket.programs)
      return listenerOf(same[0], programs, seen.areAllHoldersVisible)
    }),
  )
}

/** Sockets on one address: one at least. */
type SamePlace<T> = readonly [T, ...T[]]

/** The sockets of each address, sorted by transport, port, address, without client sockets. */
export function listeningPlaces<T extends Omit<Socket, 'programs'>>(
  sockets: readonly T[],
  { first, last }: PortRange,
): SamePlace<T>[] {
  const byPlace = new Map<string, [T, ...T[]]>()
  for (const socket of sockets) {
    if (socket.port === 0) continue
    if (socket.transport === 'udp' && socket.port >= first && socket.port <= last) continue
    const place = placeOf(socket)
    const same = byPlace.get(place)
    if (same) same.push(socket)
    else byPlace.set(place, [socket])
  }
  const sorted = [...byPlace].sort(([left], [right]) => byCodeUnit(left, right))
  return sorted.map(([, same]) => same)
}

/** As many listeners as a list may hold and a reading can carry, and how many there are. */
export function factsOfListeners(listeners: readonly Listener[]): Facts<'ports'> {
  const shown = new Set<Listener>()
  let bytes = 0
  for (const listener of widestFirst(listeners).slice(0, limits.listenersMax)) {
    bytes += Buffer.byteLength(JSON.stringify(listener)) + 1
    if (bytes > listBytesMax) break
    shown.add(listener)
  }
  return {
    listeners: listeners.filter((each) => shown.has(each)),
    listenersTotal: listeners.length,
  }
}

const reaches: readonly Exposure[] = ['public', 'any', 'lan', 'link-local', 'loopback']

/** Where a list is cut, those that reach farthest stay: they are what a finding can be about. */
function widestFirst(listeners: readonly Listener[]): Listener[] {
  return reaches.flatMap((reach) => listeners.filter(({ exposure }) => exposure === reach))
}

/** What is left of a reading for the list beside its frame. */
const listBytesMax = limits.readingBytesMax - 1_024

function placeOf({ transport, address, port }: Omit<Socket, 'programs'>): string {
  return `${transport} ${String(port).padStart(5, '0')} ${address}`
}

function listenerOf(
  { transport, address, port }: Omit<Socket, 'programs'>,
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
    service: null,
  }
}
