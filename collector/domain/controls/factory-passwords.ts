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
 * Accounts of makers and of the system that still have the password they were delivered with. An agent that does not
 * compare is judged by all else, as before. Everybody can look such a password up: with an administrator's there is
 * nothing left to protect.
 */
export function factoryPasswords({
  accounts,
  factoryPasswords: found,
}: Facts<'accounts'>): Findings {
  if (found === undefined) return { bad: [], unseen: [], notable: [] }
  if (isUnknown(found)) {
    const params = { part: 'factory-passwords', because: found.because }
    return { bad: [], unseen: [because('credentials-unknown', params)], notable: [] }
  }
  const administrators = new Set(
    accounts.filter(({ isAdministrator }) => isAdministrator).map(({ name }) => name),
  )
  const none = found.accounts.filter(({ rule }) => rule === null)
  const compared = because('factory-passwords-changed', {
    accounts: none.map(({ account }) => account),
    rules: found.rules,
  })
  return {
    bad: found.accounts.flatMap(({ account, rule }) =>
      typeof rule === 'string'
        ? {
            severity: administrators.has(account) ? ('critical' as const) : ('high' as const),
            reason: because('account-factory-password', { account, rule }),
          }
        : [],
    ),
    unseen: found.accounts.flatMap(({ account, rule }) =>
      isUnknown(rule)
        ? because('factory-password-unknown', { account, because: rule.because })
        : [],
    ),
    notable: none.length > 0 ? [compared] : [],
  }
}
