import { unknown } from '#protocol/values.ts'
import type { Probe } from '../probe.ts'
import { readLinuxHardware } from './linux.ts'
import { readWindowsHardware } from './windows.ts'

/**
 * Says what the machine is. Linux: /sys and /proc alone, no program is run. Windows: WMI, and the
 * registry where WMI does not answer.
 */
export const hardware: Probe<'hardware'> = async (system) => {
  if (system.platform === 'linux') return readLinuxHardware(system)
  if (system.platform === 'windows') return readWindowsHardware(system)
  return unknown('not-supported', system.platform)
}
