import type { Facts } from '#protocol/facts/registry.ts'
import type { Listener } from '#protocol/facts/ports.ts'
import type { Random } from './random.ts'
import type { SampleSystem } from './systems.ts'

const any = (
  transport: 'tcp' | 'udp',
  port: number,
  held: { program: string; service?: string },
): Listener => ({
  transport,
  address: '0.0.0.0',
  port,
  exposure: 'any',
  program: held.program,
  service: held.service ?? null,
})

const windowsAlways = [
  any('tcp', 135, { program: 'svchost.exe', service: 'RpcSs' }),
  any('tcp', 445, { program: 'System' }),
]
const linuxAlways = [any('tcp', 22, { program: 'sshd' })]
const sometimes: readonly (readonly [number, Listener])[] = [
  [0.22, any('tcp', 3389, { program: 'svchost.exe', service: 'TermService' })],
  [0.08, any('tcp', 7070, { program: 'AnyDesk.exe' })],
  [0.06, any('tcp', 5900, { program: 'winvnc.exe' })],
  [0.04, any('tcp', 1433, { program: 'sqlservr.exe', service: 'MSSQLSERVER' })],
  [0.03, any('tcp', 21, { program: 'FileZilla Server.exe' })],
  [0.02, any('tcp', 23, { program: 'tlntsvr.exe' })],
  [0.05, any('udp', 161, { program: 'snmp.exe', service: 'SNMP' })],
]

/** Listening ports of a made-up machine, in the order that the facts ask for. */
export function sampleListeners(system: SampleSystem, random: Random): Facts<'ports'> {
  const always = system.os.platform === 'windows' ? windowsAlways : linuxAlways
  const extra = sometimes
    .filter(([probability]) => random.chance(probability))
    .map(([, one]) => one)
  const listeners = inOrder([...always, ...extra])
  return { listeners, listenersTotal: listeners.length }
}

/** The same list with one of the listeners that come and go opened or closed. */
export function toggledListener(facts: Facts<'ports'>, random: Random): Facts<'ports'> {
  const [, toggled] = random.pick(sometimes)
  const others = facts.listeners.filter(({ port }) => port !== toggled.port)
  const listeners = others.length < facts.listeners.length ? others : inOrder([...others, toggled])
  return { listeners, listenersTotal: listeners.length }
}

function inOrder(listeners: readonly Listener[]): Listener[] {
  return listeners.toSorted(
    (left, right) => left.transport.localeCompare(right.transport) || left.port - right.port,
  )
}
