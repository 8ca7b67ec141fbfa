import type { ApiDeps } from '#collector/api/call.ts'
import { recoveryCodesMade, type TotpOffer } from '#protocol/people.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Actor } from '#store/audit.ts'
import type { Account } from '#store/people/accounts.ts'
import { spendRecoveryCode } from '#store/people/recovery-codes.ts'
import { offerTotp, spendTotpStep, turnTotpOn } from '#store/people/totp.ts'
import type { RandomBytes } from '#store/tokens.ts'
import { madeSecret } from '../made-secret.ts'
import type { SignInLimits } from '../sign-in-limits.ts'
import { makeTotpOffer, stepOfCode, totpCodeOf } from './totp.ts'

/** Three groups of 25 bits. */
const recoveryGroups = 3

/** Ten codes, each good once. */
export function makeRecoveryCodes(randomBytes: RandomBytes): string[] {
  return Array.from({ length: recoveryCodesMade }, () => madeSecret(randomBytes, recoveryGroups))
}

/**
 * Takes a code of the authenticator, or a recovery code; either is good once.
 * Failures are counted apart from those of the password: a right password must not wash them off.
 * @throws Refusal SIGN_IN_CODE_WRONG, SIGN_IN_TOO_OFTEN
 */
export async function requireSecondFactor(
  { store }: Pick<ApiDeps, 'store'>,
  limits: SignInLimits,
  given: { account: Account; typed: string; address: string; by: Actor },
): Promise<void> {
  const { account, typed, address, by } = given
  const { id, name } = account.user
  const attempt = { account: `second factor of ${id}`, address }
  const isRight = await limits.guard(attempt, async () => {
    const code = totpCodeOf(typed)
    if (code === null) {
      const actor = `user ${name}`
      return spendRecoveryCode(store.db, { userId: id, code: typed }, { ...by, actor })
    }
    const { secret } = account.totp
    const step = secret === null ? null : stepOfCode(secret, code, by.nowMs)
    return step !== null && (await spendTotpStep(store.db, id, step))
  })
  if (!isRight) throw new Refusal('SIGN_IN_CODE_WRONG')
}

/**
 * Begins to set an authenticator up; asking again gives another secret.
 * @throws Refusal TOTP_ON_ALREADY; PASSWORD_ELSEWHERE for accounts whose sign-in service asks instead
 */
export async function beginTotp(
  { store, randomBytes }: Pick<ApiDeps, 'store' | 'randomBytes'>,
  { user, source }: Account,
): Promise<TotpOffer> {
  if (source === 'oidc') throw new Refusal('PASSWORD_ELSEWHERE')
  const offer = makeTotpOffer(user.name, randomBytes)
  await offerTotp(store.db, user.id, offer.secret)
  return offer
}

/**
 * The first code of what was offered; the recovery codes are in the answer and nowhere else.
 * @throws Refusal TOTP_NOT_STARTED, TOTP_CODE_WRONG, SIGN_IN_TOO_OFTEN
 */
export async function finishTotp(
  { store, randomBytes }: Pick<ApiDeps, 'store' | 'randomBytes'>,
  limits: SignInLimits,
  given: { account: Account; typed: string; address: string; by: Actor },
): Promise<string[]> {
  const { account, typed, address, by } = given
  const { id } = account.user
  const { offered } = account.totp
  if (offered === null) throw new Refusal('TOTP_NOT_STARTED')
  const found: { step: number | null } = { step: null }
  const attempt = { account: `second factor of ${id}`, address }
  await limits.guard(attempt, () => {
    const code = totpCodeOf(typed)
    found.step = code === null ? null : stepOfCode(offered, code, by.nowMs)
    return Promise.resolve(found.step !== null)
  })
  const { step } = found
  if (step === null) throw new Refusal('TOTP_CODE_WRONG')
  const recoveryCodes = makeRecoveryCodes(randomBytes)
  await turnTotpOn(store.db, { userId: id, secret: offered, step, recoveryCodes }, by)
  return recoveryCodes
}
