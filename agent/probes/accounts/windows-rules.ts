import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { readNumber } from '../windows/registry.ts'

type WindowsRules = NonNullable<Facts<'accounts'>['windowsRules']>

const lsa = 'SYSTEM\\CurrentControlSet\\Control\\Lsa'
/** Where Windows LAPS is told to keep passwords, the first that says so holds; 0 is nowhere. */
const lapsPaths = [
  'SOFTWARE\\Microsoft\\Policies\\LAPS',
  'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\LAPS',
  'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\LAPS\\Config',
]
const legacyPath = 'SOFTWARE\\Policies\\Microsoft Services\\AdmPwd'

/**
 * Rules of Windows for local passwords. Without a word LimitBlankPasswordUse is 1.
 * Source: Microsoft, "Accounts: Limit local account use of blank passwords to console logon only"; "Configure policy
 * settings for Windows LAPS", BackupDirectory; Microsoft LAPS, AdmPwdEnabled. Not verified on a real machine.
 */
export async function readWindowsRules(system: System): Promise<WindowsRules> {
  const limit = await readNumber(system, lsa, 'LimitBlankPasswordUse')
  const isSaid = limit === null || limit === 0 || limit === 1
  return {
    limitsBlankPasswords: isUnknown(limit)
      ? limit
      : isSaid
        ? limit !== 0
        : unknown('not-understood', `LimitBlankPasswordUse: ${limit}`),
    laps: await readLaps(system),
  }
}

async function readLaps(system: System): Promise<WindowsRules['laps']> {
  for (const path of lapsPaths) {
    const directory = await readNumber(system, path, 'BackupDirectory')
    if (isUnknown(directory)) return directory
    if (directory !== null) return directory === 0 ? 'none' : 'windows'
  }
  const isEnabled = await readNumber(system, legacyPath, 'AdmPwdEnabled')
  if (isUnknown(isEnabled)) return isEnabled
  return isEnabled === 1 ? 'legacy' : 'none'
}
