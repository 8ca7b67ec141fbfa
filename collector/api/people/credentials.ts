import type { ApiDeps } from '#collector/api/call.ts'
import type { Account } from '#store/people/accounts.ts'
import { findAccountByName } from '#store/people/accounts.ts'
import { admitExternal, applyGroups } from '#store/people/external.ts'
import type { Actor } from '#store/audit.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { VouchedPerson } from '#collector/deps.ts'
import { foldUserName } from '#store/users.ts'
import { isPassword } from '../passwords.ts'
import type { SignInLimits } from '../sign-in-limits.ts'

type Given = { readonly name: string; readonly password: string; readonly address: string }

/**
 * Whose name and password these are. A name of a local account is never asked of the directory; any other is.
 * @throws Refusal SIGN_IN_FAILED, SIGN_IN_TOO_OFTEN, ACCOUNT_DISABLED, ACCOUNT_WITHOUT_ROLE, ACCOUNT_NAME_HELD,
 *   DIRECTORY_UNAVAILABLE
 */
export async function accountOfCredentials(
  deps: ApiDeps,
  { limits, by, given }: { limits: SignInLimits; by: Actor; given: Given },
): Promise<Account> {
  const known = await findAccountByName(deps.store.db, given.name)
  const attempt = { account: foldUserName(given.name), address: given.address }
  if (known?.source === 'local' || !deps.signInWays.directory || known?.source === 'oidc') {
    const hash = known?.source === 'local' ? known.passwordHash : null
    const isRight = await limits.guard(attempt, () => isPassword(hash, given.password))
    if (!isRight || !known) throw new Refusal('SIGN_IN_FAILED')
    if (known.isDisabled) throw new Refusal('ACCOUNT_DISABLED')
    return known
  }
  const { directory } = deps.signInWays
  const found: { person: VouchedPerson | null } = { person: null }
  const isRight = await limits.guard(attempt, async () => {
    found.person = await directory.signIn(given.name, given.password)
    return found.person !== null
  })
  if (!isRight || !found.person) throw new Refusal('SIGN_IN_FAILED')
  return admitVouched(deps, { source: 'ldap', person: found.person, known }, by)
}

/**
 * The account of somebody whom another system has vouched for.
 * @throws Refusal ACCOUNT_WITHOUT_ROLE, ACCOUNT_DISABLED, ACCOUNT_NAME_HELD
 */
export async function admitVouched(
  { store, newId }: Pick<ApiDeps, 'store' | 'newId'>,
  vouched: { source: 'ldap' | 'oidc'; person: VouchedPerson; known: Account | null },
  by: Actor,
): Promise<Account> {
  const { source, person, known } = vouched
  const asked = { ...by, actor: source === 'ldap' ? 'directory' : 'sign-in service' }
  if (person.role === null) {
    if (known?.source === source) await applyGroups(store.db, { account: known, role: null }, asked)
    throw new Refusal('ACCOUNT_WITHOUT_ROLE')
  }
  const { externalId, name, role } = person
  const external = { source, externalId, name, ...role }
  return admitExternal(store.db, external, { ...asked, newId })
}

/** Whether this is the password of an account, wherever it is kept. */
export async function isPasswordOf(
  { signInWays }: Pick<ApiDeps, 'signInWays'>,
  account: Account,
  password: string,
): Promise<boolean> {
  if (account.source === 'local') return isPassword(account.passwordHash, password)
  if (account.source !== 'ldap' || !signInWays.directory) return false
  const person = await signInWays.directory.signIn(account.user.name, password)
  return person !== null && person.externalId === account.externalId
}
