import type { ApiDeps, Handlers } from '#collector/api/call.ts'
import type { AccountView } from '#protocol/people.ts'
import { Refusal } from '#protocol/refusals.ts'
import { readAccount, type Account } from '#store/people/accounts.ts'
import { endOneSession, endOtherSessions, listOpenSessions } from '#store/people/open-sessions.ts'
import { setPassword } from '#store/people/passwords.ts'
import { recoveryCodesLeft, renewRecoveryCodes } from '#store/people/recovery-codes.ts'
import { readSignInRules } from '#store/people/rules.ts'
import { forgetTotp } from '#store/people/totp.ts'
import type { Session } from '#store/sessions.ts'
import type { Db } from '#store/schema.ts'
import type { SignInLimits } from '../sign-in-limits.ts'
import { isPasswordOf } from './credentials.ts'
import { hashChosenPassword } from './new-password.ts'
import { beginTotp, finishTotp, makeRecoveryCodes } from './second-factor.ts'

type Own =
  'account' | 'changePassword' | 'offerTotp' | 'confirmTotp' | 'turnTotpOff' | 'renewRecoveryCodes'

/** What people do with their own account. */
export function accountHandlers(deps: ApiDeps, limits: SignInLimits): Pick<Handlers, Own> {
  const { store, randomBytes } = deps
  return {
    account: ({ session }) => viewOf(store.reader, session.user.id),

    async changePassword({ body, session, by, request }) {
      const account = await readAccount(store.db, session.user.id)
      if (account.source !== 'local') throw new Refusal('PASSWORD_ELSEWHERE')
      await requirePassword(account, body.current, request.ip)
      const passwordHash = await hashChosenPassword(account, body.next)
      const userId = account.user.id
      const kept = { keepSession: session.id, keepSteps: null }
      await setPassword(store.db, { userId, passwordHash, isOneTime: false, ...kept }, by)
      return viewOf(store.db, userId)
    },

    offerTotp: async ({ session }) => beginTotp(deps, await readAccount(store.db, session.user.id)),

    async confirmTotp({ body, session, by, request }) {
      const account = await readAccount(store.db, session.user.id)
      const given = { account, typed: body.code, address: request.ip, by }
      return { recoveryCodes: await finishTotp(deps, limits, given) }
    },

    async turnTotpOff({ body, session, by, request }) {
      const account = await readAccount(store.db, session.user.id)
      const userId = account.user.id
      await requirePassword(account, body.password, request.ip)
      if (await isTotpRequired(store.db, account)) throw new Refusal('TOTP_REQUIRED')
      await forgetTotp(store.db, { userId, action: 'turn-totp-off' }, by)
      return viewOf(store.db, userId)
    },

    async renewRecoveryCodes({ body, session, by, request }) {
      const account = await readAccount(store.db, session.user.id)
      await requirePassword(account, body.password, request.ip)
      if (account.totp.secret === null) throw new Refusal('TOTP_NOT_ON')
      const codes = makeRecoveryCodes(randomBytes)
      await renewRecoveryCodes(store.db, { userId: account.user.id, codes }, by)
      return { recoveryCodes: codes }
    },
  }

  /** Whoever finds a screen unlocked has a session, not the password; guesses are counted as those of sign-ins. */
  async function requirePassword(account: Account, password: string, address: string) {
    const attempt = { account: `password of ${account.user.id}`, address }
    const isRight = await limits.guard(attempt, () => isPasswordOf(deps, account, password))
    if (!isRight) throw new Refusal('PASSWORD_WRONG')
  }
}

/** The sessions of whoever asks. */
export function mySessionHandlers({
  store,
}: ApiDeps): Pick<Handlers, 'mySessions' | 'endMySession' | 'endMyOtherSessions'> {
  return {
    mySessions: ({ session, by }) => listOf(store.reader, session, by.nowMs),

    async endMySession({ params, session, by }) {
      const wanted = { userId: session.user.id, sessionId: params.session }
      await endOneSession(store.db, wanted, by)
      return listOf(store.db, session, by.nowMs)
    },

    async endMyOtherSessions({ session, by }) {
      await endOtherSessions(store.db, { userId: session.user.id, but: session.id }, by)
      return listOf(store.db, session, by.nowMs)
    },
  }
}

async function listOf(db: Db, session: Session, nowMs: number) {
  const asked = { thisId: session.id, nowMs }
  return { sessions: await listOpenSessions(db, session.user.id, asked) }
}

async function viewOf(db: Db, userId: string): Promise<AccountView> {
  const account = await readAccount(db, userId)
  const { user, source, totp, passwordChangedMs, lastSignInMs } = account
  const { name, role, agency } = user
  return {
    name,
    role,
    agency,
    source,
    lastSignInMs,
    passwordChangedMs,
    totp: {
      isPossible: source !== 'oidc',
      isOn: totp.secret !== null,
      sinceMs: totp.sinceMs,
      recoveryCodesLeft: await recoveryCodesLeft(db, userId),
      isRequired: await isTotpRequired(db, account),
    },
  }
}

async function isTotpRequired(db: Db, { user, source }: Account): Promise<boolean> {
  const { totpRoles } = await readSignInRules(db)
  return source !== 'oidc' && totpRoles.includes(user.role)
}
