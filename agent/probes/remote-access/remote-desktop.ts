import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { numberIn, type KeyAnswer } from '../windows/registry.ts'

type RemoteDesktop = Facts<'remote-access'>['remoteDesktop']

const serverPath = 'SYSTEM\\CurrentControlSet\\Control\\Terminal Server'
const portDefault = 3389

/** Where Windows keeps the settings of Remote Desktop; a policy goes before the machine's own. */
type RemoteDesktopKeys = { policy: KeyAnswer; server: KeyAnswer; listener: KeyAnswer }

/**
 * Whether Remote Desktop is open, on which port, and whether the caller is checked first.
 * Source: Microsoft, Terminal Server\fDenyTSConnections, WinStations\RDP-Tcp\UserAuthentication and
 * PortNumber, and the policies of the same names. Not verified on a real machine.
 */
export async function readRemoteDesktop(system: System): Promise<RemoteDesktop> {
  return parseRemoteDesktop({
    policy: await system.registryKey(
      'SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services',
    ),
    server: await system.registryKey(serverPath),
    listener: await system.registryKey(`${serverPath}\\WinStations\\RDP-Tcp`),
  })
}

function parseRemoteDesktop({ policy, server, listener }: RemoteDesktopKeys): RemoteDesktop {
  if (policy.ok && server.ok && policy.value === null && server.value === null) return null
  const isDenied = switchIn('fDenyTSConnections', policy, server)
  if (isUnknown(isDenied)) return isDenied
  if (isDenied) return null
  const port = portIn(listener)
  if (isUnknown(port)) return port
  return {
    port,
    requiresNetworkAuthentication: switchIn('UserAuthentication', policy, listener),
  }
}

/** 0 or 1; a policy that cannot be read may say either. */
function switchIn(name: string, policy: KeyAnswer, own: KeyAnswer): Maybe<boolean> {
  const byPolicy = numberIn(policy, name)
  const value = byPolicy === null ? numberIn(own, name) : byPolicy
  if (isUnknown(value)) return value
  if (value === 0 || value === 1) return value === 1
  return unknown('not-understood', `${name}: ${value ?? 'missing'}`)
}

function portIn(listener: KeyAnswer): Maybe<number> {
  const port = numberIn(listener, 'PortNumber')
  if (isUnknown(port)) return port
  if (port === null) return portDefault
  const isPort = Number.isInteger(port) && port >= 1 && port <= 65_535
  return isPort ? port : unknown('not-understood', 'PortNumber')
}
