import { passwordTrouble } from '#domain/password-rules.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Account } from '#store/people/accounts.ts'
import { hashPassword, isPassword } from '../passwords.ts'

/**
 * The hash of a password that somebody chose for themselves.
 * @throws Refusal PASSWORD_ELSEWHERE, PASSWORD_TOO_SHORT, PASSWORD_COMMON, PASSWORD_IS_NAME, PASSWORD_UNCHANGED
 */
export async function hashChosenPassword(account: Account, password: string): Promise<string> {
  if (account.source !== 'local') throw new Refusal('PASSWORD_ELSEWHERE')
  const trouble = passwordTrouble(password, account.user.name)
  if (trouble) throw new Refusal(trouble.code, trouble.params)
  if (await isPassword(account.passwordHash, password)) throw new Refusal('PASSWORD_UNCHANGED')
  return hashPassword(password)
}
