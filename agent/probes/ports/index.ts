import { unknown } from '#protocol/values.ts'
import type { Probe } from '../probe.ts'
import { readLinuxPorts } from './linux.ts'
import { readWindowsPorts } from './windows.ts'

/**
 * Says which ports listen. Linux: `ss`, which asks the kernel for listeners alone; /proc/net where
 * it is missing. Windows: the tables of iphlpapi.
 */
export const ports: Probe<'ports'> = async (system) => {
  if (system.platform === 'linux') return readLinuxPorts(system)
  if (system.platform === 'windows') return readWindowsPorts(system)
  return unknown('not-supported', system.platform)
}
