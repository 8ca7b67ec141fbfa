import { unknown } from '#protocol/values.ts'
import type { Probe } from '../probe.ts'
import { readLinuxHardware } from './linux.ts'

/** Says what the machine is. Linux: /sys and /proc alone, no program is run. */
export const hardware: Probe<'hardware'> = async (system) => {
  if (system.platform === 'linux') return readLinuxHardware(system)
  return unknown('not-supported', system.platform)
}
