import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { RegistryKey, RegistryValue } from '../../windows-system.ts'
import { unknownFrom } from '../answers.ts'
import { valueIn, type KeyAnswer } from '../windows/registry.ts'

export const winlogonPath = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon'

const unnamed = '-'

/**
 * Sign-in without being asked, by AutoAdminLogon. Of DefaultPassword only that it is there and not
 * empty is looked at. A password in the secrets of the system leaves no sign here.
 * Source: Microsoft, "Configure Windows to automate logon". Not verified on a real machine.
 */
export function parseWinlogon(
  answer: KeyAnswer,
  label: (name: string) => string,
): Facts<'accounts'>['automaticLogins'] {
  if (!answer.ok) return unknownFrom(answer, 'Winlogon')
  const key = answer.value
  const isOn = isSwitchedOn(valueIn(key, 'AutoAdminLogon'))
  if (isUnknown(isOn)) return isOn
  // The last of a limited number of automatic sign-ins is over.
  if (!isOn || valueIn(key, 'AutoLogonCount')?.value === 0) return []
  return [
    {
      source: 'Winlogon',
      account: accountIn(key, label),
      hasStoredPassword: isStored(valueIn(key, 'DefaultPassword')),
    },
  ]
}

/** `1`, as a text or as a number; Windows reads both. */
function isSwitchedOn(value: RegistryValue | null): Maybe<boolean> {
  if (value === null) return false
  if (value.type === 'number') return value.value !== 0
  if (value.type === 'string') return /^\s*0*[1-9]\d*\s*$/.test(value.value)
  return unknown('not-understood', `AutoAdminLogon: a value of type ${value.type}`)
}

function accountIn(key: RegistryKey | null, label: (name: string) => string): string {
  const value = valueIn(key, 'DefaultUserName')
  if (value?.type !== 'string' || value.value.trim() === '') return unnamed
  return label(value.value.slice(value.value.lastIndexOf('\\') + 1))
}

/** An odd type holds something too. */
function isStored(value: RegistryValue | null): boolean {
  if (value === null) return false
  return typeof value.value === 'number' || value.value.length > 0
}
