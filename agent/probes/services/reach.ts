import type { Exposure, Listener } from '#protocol/facts/ports.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { Answer } from '../../system.ts'
import { exposureOf } from '../ports/exposure.ts'

/** What is known of what runs and listens on this machine. */
export type Running = {
  readonly listeners: Maybe<readonly Listener[]>
  /** Names of the programs that run, cut to 15 characters on Linux. */
  readonly processes: Answer<readonly string[]>
}

/**
 * By what a service is told among the listeners; `ports` are those it is delivered with or configured for. `system`
 * is the kernel of Windows, which holds sockets of its own.
 */
export type RunsAs = { readonly programs: readonly string[]; readonly ports: readonly number[] }

/** Whether a service runs, and how far it is reached; `reach` null: it listens nowhere that is known. */
export type Presence = {
  readonly isRunning: Maybe<boolean>
  readonly reach: Exposure | null
  /** A port on which it answers the loopback address; null: none. */
  readonly loopbackPort: number | null
}

const order: readonly Exposure[] = ['loopback', 'link-local', 'lan', 'any', 'public']

/** A holder that nobody may see is taken for the service where the port is its own. */
export function presenceOf(
  { listeners, processes }: Running,
  { programs, ports }: RunsAs,
): Presence {
  const names = programs.map((name) => name.toLowerCase())
  const isOne = (name: string) => names.includes(name.toLowerCase().replace(/\.exe$/, ''))
  const known = isUnknown(listeners) ? [] : listeners
  const own = known.filter(({ program, port }) => {
    if (program === null) return names.includes('system') && ports.includes(port)
    if (typeof program !== 'string') return ports.includes(port)
    return isOne(program) && (!holdsOthers(program) || ports.includes(port))
  })
  const reach = widest(own.map(({ exposure }) => exposure))
  const isProcess = processes.ok && processes.value.some((name) => !isShared(name) && isOne(name))
  const loopback = own.find(({ exposure, transport }) => {
    return transport === 'tcp' && (exposure === 'loopback' || exposure === 'any')
  })
  const found = { reach, loopbackPort: loopback?.port ?? null }
  if (own.length > 0 || isProcess) return { ...found, isRunning: true }
  if (isUnknown(listeners)) return { ...found, isRunning: listeners }
  if (!processes.ok) return { ...found, isRunning: unknown(processes.because, 'processes') }
  return { ...found, isRunning: false }
}

/** Programs that hold sockets of other protocols too: snmpd listens for SMUX on TCP 199, seen on Debian 12. */
function holdsOthers(program: string): boolean {
  return isShared(program) || /^snmpd?(\.exe)?$/i.test(program)
}

/** Programs inside which many services run: only with the port do they say which. */
function isShared(program: string): boolean {
  return /^(java|svchost|system)(\.exe)?$/i.test(program)
}

/** How far the addresses together reach; null: there are none. */
function widest(exposures: readonly Exposure[]): Exposure | null {
  return order.findLast((reach) => exposures.includes(reach)) ?? null
}

/** What is left of a reach where a setting allows less. */
export function narrower(left: Exposure, right: Exposure): Exposure {
  return order.indexOf(left) < order.indexOf(right) ? left : right
}

/** How far addresses of a setting reach; a name that is no address may be anywhere, `localhost` is here. */
export function reachOfAddresses(addresses: readonly string[]): Exposure | null {
  return widest(addresses.map(reachOfAddress))
}

function reachOfAddress(address: string): Exposure {
  const plain = address
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/^-/, '')
  if (plain === 'localhost' || plain === '_local_') return 'loopback'
  const isAddress = plain === '*' || plain.includes(':') || /^[0-9.]+$/.test(plain)
  return isAddress ? exposureOf(plain) : 'any'
}

/** How far a range such as `10.0.0.0/8` or `::/0` lets callers be. */
export function reachOfRange(range: string): Exposure {
  const [address = '', bits] = range.split('/')
  if (bits === '0') return 'any'
  return reachOfAddresses([address]) ?? 'any'
}
