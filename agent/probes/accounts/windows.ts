import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { unknown, type Maybe } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import type { WindowsAccount, WindowsService } from '../../windows-system.ts'
import { unknownFrom } from '../answers.ts'
import type { Look } from '../probe.ts'
import { brief, byCodeUnit } from '../text.ts'
import { readIsDomainController } from '../windows/product-type.ts'
import { hiddenName, type AccountKind } from './people.ts'
import { vendorNames } from './vendor-names.ts'
import { readWindowsRules } from './windows-rules.ts'
import { parseWinlogon, winlogonPath } from './winlogon.ts'

type AccountFacts = Facts<'accounts'>
type Account = AccountFacts['accounts'][number]

const nameLengthMax = 60
const ofTheDomain = unknown('not-permitted', 'domain controller: accounts are those of the domain')

/** Accounts that Windows makes, by their relative identifier: their names follow its language. */
const builtIn: Readonly<Record<number, string>> = {
  500: 'Administrator',
  501: 'Guest',
  503: 'DefaultAccount',
  504: 'WDAGUtilityAccount',
}

/** UF_ACCOUNTDISABLE, UF_LOCKOUT, UF_PASSWD_NOTREQD. Source: Microsoft, USER_INFO_3. */
const flags = { disabled: 0x0002, lockedOut: 0x0010, passwordNotRequired: 0x0020 } as const
const administratorPrivilege = 2

/**
 * Reads the accounts of the machine's own database; never those of a domain, and none at all on a
 * domain controller. `isAdministrator` is what Windows says of the account itself: that it is an
 * administrator through a group of the domain inside the local group is not resolved.
 */
export async function readWindowsAccounts(
  system: System,
  look: Look,
): Promise<Maybe<AccountFacts>> {
  if ((await readIsDomainController(system)) === true) return ofTheDomain
  const local = await system.localAccounts()
  if (!local.ok) return unknownFrom(local, 'local accounts')
  const label = labelsFor(local.value, look.pseudonym)
  const winlogon = await system.registryKey(winlogonPath)
  const accounts = local.value.map((account) => accountOf(account, label(account.name)))
  return {
    accounts: chosen(accounts),
    accountsTotal: accounts.length,
    automaticLogins: parseWinlogon(winlogon, (name) => label(name).name),
    passwordlessSudo: [],
    ssh: sshOf(await system.services()),
    windowsRules: await readWindowsRules(system),
  }
}

type Label = { name: string; kind: AccountKind }

/** Names compare without case, as in Windows; one that the machine does not know is a person's. */
function labelsFor(
  accounts: readonly WindowsAccount[],
  pseudonym: (name: string) => string,
): (name: string) => Label {
  const rids = new Map(accounts.map(({ name, rid }) => [folded(name), rid]))
  return (name) => {
    const key = folded(name)
    const system = builtIn[rids.get(key) ?? 0]
    if (system !== undefined) return { name: system, kind: 'system' }
    if (vendorNames.has(key)) return { name: brief(key, nameLengthMax), kind: 'vendor' }
    return { name: brief(hiddenName(key, pseudonym), nameLengthMax), kind: 'person' }
  }
}

function folded(name: string): string {
  return name.normalize('NFC').trim().toLowerCase()
}

function accountOf(account: WindowsAccount, { name, kind }: Label): Account {
  const isShut = (account.flags & (flags.disabled | flags.lockedOut)) !== 0
  const isNotRequired = (account.flags & flags.passwordNotRequired) !== 0
  return {
    name,
    kind,
    isAdministrator: account.privilege === administratorPrivilege,
    canSignIn: !isShut,
    password: isShut ? 'locked' : isNotRequired ? 'not-required' : 'set',
    // Windows keeps hashes to itself, and reading them is what a thief of passwords does.
    scheme: unknown('not-supported'),
  }
}

/** Where there are too many, those that can sign in are told. */
function chosen(accounts: readonly Account[]): Account[] {
  return [...accounts]
    .sort(byName)
    .sort((left, right) => Number(right.canSignIn) - Number(left.canSignIn))
    .slice(0, limits.accountsMax)
    .sort(byName)
}

function byName(left: Account, right: Account): number {
  return byCodeUnit(left.name, right.name)
}

/** OpenSSH is an optional part of Windows; its settings there are not read. */
function sshOf(services: Answer<readonly WindowsService[]>): AccountFacts['ssh'] {
  if (!services.ok) return unknownFrom(services, 'services')
  const isInstalled = services.value.some(({ name }) => name.toLowerCase() === 'sshd')
  return isInstalled ? unknown('not-supported', 'sshd_config on Windows') : null
}
