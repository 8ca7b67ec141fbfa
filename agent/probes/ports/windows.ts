import type { Listener } from '#protocol/facts/ports.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { unknown, type Maybe } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import type { WindowsProcess, WindowsService, WindowsSocket } from '../../windows-system.ts'
import { unknownFrom } from '../answers.ts'
import { brief, byCodeUnit } from '../text.ts'
import { exposureOf } from './exposure.ts'
import { factsOfListeners, listeningPlaces, type PortRange } from './socket.ts'

/**
 * Where Windows takes the ports of client sockets. Source: Microsoft, "The default dynamic port
 * range for TCP/IP has changed", since Vista; RFC 6335.
 */
const dynamicPorts: PortRange = { first: 49_152, last: 65_535 }

/** The idle process and the kernel: 445, the name service and HTTP.sys listen there. */
const kernelProcessIds: ReadonlySet<number> = new Set([0, 4])

type Holders = {
  readonly programs: Answer<ReadonlyMap<number, string>>
  readonly services: Answer<ReadonlyMap<number, readonly string[]>>
}

/**
 * Reads the listeners from iphlpapi, and who holds them from the lists of processes and services.
 * Source: Microsoft, GetExtendedTcpTable and GetExtendedUdpTable; the rows agree in shape with
 * `netstat -aon` of a real Windows 10.
 */
export async function readWindowsPorts(system: System): Promise<Maybe<Facts<'ports'>>> {
  const sockets = await system.sockets()
  if (!sockets.ok) return unknownFrom(sockets, 'listeners')
  const processes = await system.processes()
  const services = await system.services()
  return factsOfWindowsSockets(sockets.value, {
    programs: processes.ok ? { ok: true, value: namesById(processes.value) } : processes,
    services: services.ok ? { ok: true, value: servicesById(services.value) } : services,
  })
}

function factsOfWindowsSockets(
  sockets: readonly WindowsSocket[],
  holders: Holders,
): Facts<'ports'> {
  const places = listeningPlaces(sockets, dynamicPorts)
  return factsOfListeners(places.map((same) => listenerOf(same, holders)))
}

/** Several processes may share an address, as browsers do UDP 5353: the first by name is told. */
function listenerOf(
  same: readonly [WindowsSocket, ...WindowsSocket[]],
  holders: Holders,
): Listener {
  const [{ transport, address, port }] = same
  const ids = [...new Set(same.map(({ processId }) => processId))]
  return {
    transport,
    address: brief(address, 60),
    port,
    exposure: exposureOf(address),
    program: programOf(ids, holders.programs),
    service: serviceOf(ids, holders.services),
  }
}

function programOf(ids: readonly number[], programs: Holders['programs']): Listener['program'] {
  const others = ids.filter((id) => !kernelProcessIds.has(id))
  if (others.length === 0) return null
  if (!programs.ok) return unknownFrom(programs, 'holder of the socket')
  const names = others.flatMap((id) => programs.value.get(id) ?? [])
  const [first] = names.sort(byCodeUnit)
  return first === undefined
    ? unknown('not-readable', 'the process that held the socket is gone')
    : brief(first, 60)
}

function serviceOf(ids: readonly number[], services: Holders['services']): Listener['service'] {
  const others = ids.filter((id) => !kernelProcessIds.has(id))
  if (others.length === 0) return null
  if (!services.ok) return unknownFrom(services, 'services of the holder')
  const names = new Set(others.flatMap((id) => services.value.get(id) ?? []))
  return names.size === 0 ? null : brief([...names].sort(byCodeUnit).join(','), 120)
}

function namesById(processes: readonly WindowsProcess[]): ReadonlyMap<number, string> {
  return new Map(processes.map(({ processId, name }) => [processId, name]))
}

function servicesById(services: readonly WindowsService[]): ReadonlyMap<number, readonly string[]> {
  const byId = new Map<number, string[]>()
  for (const { processId, name } of services) {
    if (processId === 0) continue
    byId.set(processId, [...(byId.get(processId) ?? []), name])
  }
  return byId
}
