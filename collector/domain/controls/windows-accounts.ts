import type { Reason } from '#protocol/controls.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, type Severity } from '#protocol/values.ts'
import { because } from '../judgement.ts'

type Findings = {
  bad: readonly { severity: Severity; reason: Reason }[]
  unseen: readonly Reason[]
  notable: readonly Reason[]
}

/**
 * What Windows delivers switched off and nobody should switch on: the guest, and empty passwords from the network.
 * LAPS is told and does not decide: how an agency changes passwords is its own affair.
 */
export function windowsAccounts({ accounts, windowsRules: rules }: Facts<'accounts'>): Findings {
  const bad: Findings['bad'][number][] = []
  const unseen: Reason[] = []
  const notable: Reason[] = []
  const isGuest = accounts.some(
    ({ name, kind, canSignIn }) => name === 'Guest' && kind === 'system' && canSignIn,
  )
  if (isGuest) bad.push({ severity: 'medium', reason: because('account-guest-enabled') })
  if (rules === undefined) return { bad, unseen, notable }
  const { limitsBlankPasswords: isLimited, laps } = rules
  if (isUnknown(isLimited)) {
    const params = { part: 'blank-passwords', because: isLimited.because }
    unseen.push(because('credentials-unknown', params))
  } else if (!isLimited) {
    bad.push({ severity: 'medium', reason: because('blank-passwords-from-network') })
  }
  if (laps === 'none') notable.push(because('laps-none'))
  return { bad, unseen, notable }
}
