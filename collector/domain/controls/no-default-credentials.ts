import type { Reason } from '#protocol/controls.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, type Severity } from '#protocol/values.ts'
import type { Control } from '../control.ts'
import { because, met, notKnown, rankOf, soonest, unmet } from '../judgement.ts'
import { look } from '../look.ts'
import { factoryPasswords } from './factory-passwords.ts'
import { serviceDefaults } from './service-defaults.ts'
import { windowsAccounts } from './windows-accounts.ts'

type Found = { severity: Severity; reason: Reason }

/** What one check of the accounts found, what it could not see, and what is merely worth knowing. */
type Findings = {
  bad: readonly Found[]
  unseen: readonly Reason[]
  notable: readonly Reason[]
}
const clean: Findings = { bad: [], unseen: [], notable: [] }

/**
 * Can anybody get in, or become administrator, without a password or with the one that a maker delivered, by an account
 * or by a service? Nobody ever signs in to find out.
 */
export const noDefaultCredentials = {
  id: 'no-default-credentials',
  reads: ['accounts', 'service-defaults'],
  judge(host, _context, nowMs) {
    const seen = look('accounts', host, nowMs)
    if (seen.facts === null) return seen.judgement
    const services = serviceDefaults(host, nowMs)
    const checks = [
      emptyPasswords(seen.facts),
      passwordsNotRequired(seen.facts),
      automaticLogins(seen.facts),
      passwordlessSudo(seen.facts),
      sshPasswords(seen.facts),
      factoryPasswords(seen.facts),
      windowsAccounts(seen.facts),
      completeness(seen.facts),
      services,
    ]
    const bad = checks.flatMap((check) => check.bad)
    const unseen = checks.flatMap((check) => check.unseen)
    const notable = checks.flatMap((check) => check.notable)
    const worstFirst = bad.toSorted((left, right) => rankOf(left.severity) - rankOf(right.severity))
    const [worst] = worstFirst
    const evidence = [...worstFirst.map(({ reason }) => reason), ...unseen, ...notable]
    const behind = { evidence, untilMs: soonest([seen.untilMs, services.untilMs], nowMs) }
    if (worst) return unmet(worst.severity, worst.reason, behind)
    if (unseen[0]) return notKnown(unseen[0], behind)
    return met(because('credentials-clean'), behind)
  },
} as const satisfies Control

function emptyPasswords({ accounts }: Facts<'accounts'>): Findings {
  const open = accounts.filter(({ canSignIn, password }) => canSignIn && password === 'empty')
  const hidden = accounts.filter(({ canSignIn, password }) => canSignIn && isUnknown(password))
  return {
    bad: open.map(({ name, isAdministrator }) => ({
      severity: isAdministrator ? 'critical' : 'high',
      reason: because('account-empty-password', { account: name }),
    })),
    unseen: hidden.slice(0, 1).flatMap(({ password }) => unseenPart('passwords', password)),
    notable: [],
  }
}

/**
 * Windows permits these accounts an empty password; whether it is empty is not known without trying it. For an
 * administrator that is not to be left so; for others it is worth knowing. Source: UF_PASSWD_NOTREQD of lmaccess.h.
 */
function passwordsNotRequired({ accounts }: Facts<'accounts'>): Findings {
  const open = accounts.filter(
    ({ canSignIn, password }) => canSignIn && password === 'not-required',
  )
  const reasonOf = ({ name }: { name: string }) =>
    because('account-password-not-required', { account: name })
  return {
    ...clean,
    bad: open
      .filter(({ isAdministrator }) => isAdministrator)
      .map((account) => ({ severity: 'medium', reason: reasonOf(account) })),
    notable: open.filter(({ isAdministrator }) => !isAdministrator).map(reasonOf),
  }
}

/**
 * Whoever stands before the machine is signed in. A password that lies beside it in clear text is worse: it can be
 * read and used from elsewhere, and is a finding for an ordinary account too.
 */
function automaticLogins({ accounts, automaticLogins: logins }: Facts<'accounts'>): Findings {
  if (isUnknown(logins)) return { ...clean, unseen: unseenPart('automatic-logins', logins) }
  const administrators = new Map(accounts.map((account) => [account.name, account.isAdministrator]))
  const standing = logins.map(({ account, source, hasStoredPassword }) => ({
    isAdministrator: account === 'root' ? true : administrators.get(account),
    hasStoredPassword,
    params: { account, source },
  }))
  const stored = standing.filter(({ hasStoredPassword }) => hasStoredPassword)
  const others = standing.filter(({ hasStoredPassword }) => !hasStoredPassword)
  return {
    bad: [
      ...stored.map(({ isAdministrator, params }): Found => ({
        severity: isAdministrator === true ? 'critical' : 'medium',
        reason: because('account-automatic-login-stored-password', params),
      })),
      ...others
        .filter(({ isAdministrator }) => isAdministrator === true)
        .map(({ params }): Found => ({
          severity: 'high',
          reason: because('account-automatic-login', params),
        })),
    ],
    unseen: others
      .filter(({ isAdministrator }) => isAdministrator === undefined)
      .map(({ params }) => because('account-automatic-login-unlisted', params)),
    notable: others
      .filter(({ isAdministrator }) => isAdministrator === false)
      .map(({ params }) => because('account-automatic-login-ordinary', params)),
  }
}

function passwordlessSudo({ passwordlessSudo: rules }: Facts<'accounts'>): Findings {
  if (isUnknown(rules)) return { ...clean, unseen: unseenPart('sudo', rules) }
  const ofOthers = rules.filter(({ subject }) => subject !== 'root')
  return {
    bad: ofOthers
      .filter(({ scope }) => scope === 'all')
      .map(({ subject }) => ({
        severity: 'high',
        reason: because('account-passwordless-sudo', { account: subject }),
      })),
    unseen: [],
    notable: ofOthers
      .filter(({ scope }) => scope === 'narrow')
      .map(({ subject }) => because('account-narrow-sudo', { account: subject })),
  }
}

function sshPasswords({ ssh }: Facts<'accounts'>): Findings {
  if (isUnknown(ssh)) return { ...clean, unseen: unseenPart('ssh', ssh) }
  if (ssh === null || !ssh.permitsEmptyPasswords) return clean
  return { ...clean, bad: [{ severity: 'high', reason: because('ssh-empty-passwords') }] }
}

/** An account beyond the end of the list may be the one without a password. */
function completeness({ accounts, accountsTotal }: Facts<'accounts'>): Findings {
  if (accountsTotal <= accounts.length) return clean
  const params = { shown: accounts.length, total: accountsTotal }
  return { ...clean, unseen: [because('credentials-list-cut', params)] }
}

function unseenPart(part: string, value: unknown): Reason[] {
  return isUnknown(value) ? [because('credentials-unknown', { part, because: value.because })] : []
}
