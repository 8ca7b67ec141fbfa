import { unknown } from '#protocol/values.ts'
import type { Probe } from '../probe.ts'
import { readLinuxAntivirus } from './linux.ts'
import { readWindowsAntivirus } from './windows.ts'

/**
 * Says which antivirus products are installed and what they say of themselves. Linux: found by the signs of the
 * catalogue, asked by compiled readers; a product's own program is run only where nobody but root can have changed it.
 * Windows: Security Center, the status of Defender, services, programs and the registry; nothing of a product is run.
 */
export const antivirus: Probe<'antivirus'> = async (system, look) => {
  if (system.platform === 'linux') return readLinuxAntivirus(system, look)
  if (system.platform === 'windows') return readWindowsAntivirus(system, look)
  return unknown('not-supported', system.platform)
}
