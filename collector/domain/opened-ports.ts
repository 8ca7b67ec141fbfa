import type { Listener } from '#protocol/facts/ports.ts'
import type { Reading } from '#protocol/facts/registry.ts'

/** A port that others can reach: what only the machine itself reaches opens nothing to anybody. */
export type Port = { readonly transport: Listener['transport']; readonly port: number }

/** Which ports began to listen and which ceased between two looks at one host, in the order of their numbers. */
export type PortsChange = { readonly opened: readonly Port[]; readonly closed: readonly Port[] }

/** The first look opens nothing: since when its ports listen, nobody has seen. */
export function changedPorts(before: Reading<'ports'>, after: Reading<'ports'>): PortsChange {
  const [was, is] = [portsOf(before), portsOf(after)]
  return {
    opened: [...is].flatMap(([key, port]) => (was.has(key) ? [] : [port])),
    closed: [...was].flatMap(([key, port]) => (is.has(key) ? [] : [port])),
  }
}

/** A list that was cut off says of no port that it is closed; it is compared as far as it goes. */
function portsOf(reading: Reading<'ports'>): ReadonlyMap<string, Port> {
  if (reading.state === 'unknown') return new Map()
  const reachable = reading.facts.listeners.filter(({ exposure }) => exposure !== 'loopback')
  return new Map(
    reachable.map(({ transport, port }) => [`${transport}/${port}`, { transport, port }]),
  )
}

/** Whether a reading names every listener; one that was cut off cannot say what closed. */
export function isWholeList(reading: Reading<'ports'>): boolean {
  if (reading.state === 'unknown') return false
  return reading.facts.listenersTotal <= reading.facts.listeners.length
}
