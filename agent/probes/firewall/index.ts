import { unknown } from '#protocol/values.ts'
import type { Probe } from '../probe.ts'
import { readLinuxFirewall } from './linux.ts'
import { readWindowsFirewall } from './windows.ts'

/**
 * Reads the state of the host firewall from the rules that the kernel holds.
 * An enabled unit without loaded rules counts as 'off': packets pass.
 * Linux: `nft --json list ruleset`, the tables of iptables-legacy, ufw.conf and the units of the
 * front ends.
 * Windows: the profiles in the registry, policy before the machine's own, and the service mpssvc.
 */
export const firewall: Probe<'firewall'> = async (system) => {
  if (system.platform === 'linux') return readLinuxFirewall(system)
  if (system.platform === 'windows') return readWindowsFirewall(system)
  return unknown('not-supported', system.platform)
}
