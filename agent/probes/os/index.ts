import { unknown } from '#protocol/values.ts'
import type { Probe } from '../probe.ts'
import { readLinuxOs } from './linux.ts'
import { readWindowsOs } from './windows.ts'

/** Says which release of which operating system runs here, and what the installation is for. */
export const os: Probe<'os'> = async (system) => {
  if (system.platform === 'linux') return readLinuxOs(system)
  if (system.platform === 'windows') return readWindowsOs(system)
  return unknown('not-supported', system.platform)
}
