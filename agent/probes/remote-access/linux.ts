import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import { firstStanding, unknownFrom } from '../answers.ts'
import { readLinuxPorts } from '../ports/linux.ts'
import { byCodeUnit } from '../text.ts'
import { readSmb1 } from './samba.ts'
import { remoteTools } from './tools.ts'

type RemoteAccess = Facts<'remote-access'>
type Processes = Answer<readonly string[]>

/** Reads the ways into this Linux: Samba, servers of the remote desktop protocol, remote-control programs. */
export async function readLinuxRemoteAccess(system: System): Promise<RemoteAccess> {
  const processes = await system.processNames()
  return {
    smb1Server: await readSmb1(system, processes),
    remoteDesktop: await readRemoteDesktop(system, processes),
    tools: await readTools(system, processes),
  }
}

/** The servers of the protocol, as /proc and as their files name them. */
const desktops = ['xrdp', 'gnome-remote-desktop-daemon'] as const

/**
 * A server that runs, and the port on which it listens. Neither has a setting for Network Level Authentication that
 * could be read: xrdp knows none, gnome-remote-desktop keeps its own for each user.
 */
async function readRemoteDesktop(
  system: System,
  processes: Processes,
): Promise<RemoteAccess['remoteDesktop']> {
  if (!processes.ok) return unknownFrom(processes, 'processes')
  const running = desktops.filter((name) => processes.value.includes(name.slice(0, 15)))
  if (running.length === 0) return null
  const ports = await readLinuxPorts(system)
  if (isUnknown(ports)) return ports
  const holders = ports.listeners.filter(({ transport }) => transport === 'tcp')
  const listener = holders.find(({ program }) => running.some((name) => name === program))
  if (listener) {
    const { port } = listener
    return { port, requiresNetworkAuthentication: unknown('not-supported', `${running[0]}`) }
  }
  return holders.some(({ program }) => isUnknown(program))
    ? unknown('not-permitted', 'port of the remote desktop')
    : null
}

async function readTools(system: System, processes: Processes): Promise<RemoteAccess['tools']> {
  const found = []
  for (const { id, name, linux } of remoteTools) {
    if (linux === null) continue
    const isRunning = processes.ok
      ? linux.processes.some((each) => processes.value.includes(each.slice(0, 15)))
      : unknownFrom(processes, 'processes')
    const isInstalled = (await firstStanding(system, linux.places)) !== null
    if (isInstalled || isRunning === true) found.push({ id, name, isRunning })
  }
  if (!processes.ok && found.length === 0) return unknownFrom(processes, 'processes')
  return found.sort((left, right) => byCodeUnit(left.id, right.id)).slice(0, limits.remoteToolsMax)
}
