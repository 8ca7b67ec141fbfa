import { unknown } from '#protocol/values.ts'
import type { Probe } from '../probe.ts'
import { readLinuxRemoteAccess } from './linux.ts'
import { readWindowsRemoteAccess } from './windows.ts'

/** Tells the ways into this machine from afar: file sharing of the first version, remote desktop, remote-control programs. */
export const remoteAccess: Probe<'remote-access'> = async (system) => {
  if (system.platform === 'linux') return readLinuxRemoteAccess(system)
  if (system.platform === 'windows') return readWindowsRemoteAccess(system)
  return unknown('not-supported', system.platform)
}
