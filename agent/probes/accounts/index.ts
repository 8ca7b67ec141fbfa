import { unknown } from '#protocol/values.ts'
import type { Probe } from '../probe.ts'
import { readLinuxAccounts } from './linux.ts'
import { readWindowsAccounts } from './windows.ts'

/**
 * Reads the local accounts and the cheap signs of a weak credential. No password is tried, no hash
 * leaves.
 * Linux: /etc/passwd, shadow, group, sudoers, sshd_config and the settings of display managers and
 * terminals. Windows: the machine's own account database and Winlogon; nothing on a domain controller.
 */
export const accounts: Probe<'accounts'> = async (system, look) => {
  if (system.platform === 'linux') return readLinuxAccounts(system, look)
  if (system.platform === 'windows') return readWindowsAccounts(system, look)
  return unknown('not-supported', system.platform)
}
