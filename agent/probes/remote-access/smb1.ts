import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'
import { numberIn, type KeyAnswer } from '../windows/registry.ts'

const services = 'SYSTEM\\CurrentControlSet\\Services'
const startDisabled = 4

/** The keys that decide whether the file server of Windows answers SMBv1. */
type Smb1Keys = {
  /** The file server itself. */
  server: KeyAnswer
  parameters: KeyAnswer
  /**
   * The driver of the SMBv1 server, `srv`. `mrxsmb10` is that of the client and decides nothing.
   */
  driver: KeyAnswer
}

/**
 * Whether the file server answers SMBv1: the driver has to be there and not disabled, and the
 * setting SMB1 not 0. No setting means 1 where the driver is installed.
 * Source: Microsoft, "How to detect, enable and disable SMBv1, SMBv2 and SMBv3 in Windows"; that
 * the key of the driver goes with the feature since Windows 10 1709 was not verified on a real
 * machine.
 */
export async function readSmb1Server(
  system: System,
): Promise<Facts<'remote-access'>['smb1Server']> {
  return parseSmb1({
    server: await system.registryKey(`${services}\\LanmanServer`),
    parameters: await system.registryKey(`${services}\\LanmanServer\\Parameters`),
    driver: await system.registryKey(`${services}\\srv`),
  })
}

function parseSmb1({ server, parameters, driver }: Smb1Keys): Facts<'remote-access'>['smb1Server'] {
  if (!server.ok) return unknownFrom(server, 'LanmanServer')
  if (server.value === null) return 'absent'
  if (!parameters.ok) return unknownFrom(parameters, 'LanmanServer\\Parameters')
  const setting = numberIn(parameters, 'SMB1')
  if (setting === 0 || numberIn(server, 'Start') === startDisabled) return 'off'
  if (!driver.ok) return unknownFrom(driver, 'driver srv')
  if (driver.value === null) return 'absent'
  const start = numberIn(driver, 'Start')
  if (start === startDisabled) return 'off'
  if (isUnknown(setting)) return setting
  if (typeof start !== 'number') return unknown('not-understood', 'driver srv: Start')
  return 'on'
}
