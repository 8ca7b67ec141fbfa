import type { SessionView } from '#protocol/views.ts'
import { noteSecondFactor } from '#store/people/sign-in-steps.ts'
import { setPassword } from '#store/people/passwords.ts'
import { readAccount } from '#store/people/accounts.ts'
import { endSession, type Session } from '#store/sessions.ts'
import type { User } from '#store/users.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { accountOfCredentials } from './people/credentials.ts'
import { hashChosenPassword } from './people/new-password.ts'
import { beginTotp, finishTotp, requireSecondFactor } from './people/second-factor.ts'
import {
  enter,
  goOn,
  missingStep,
  signInUnderWay,
  viewOfSession,
  type UnderWay,
} from './people/sign-in-flow.ts'
import { clearCookie } from './session-cookie.ts'
import type { SignInLimits } from './sign-in-limits.ts'

/** Who is signed in, signing in step by step, and out. */
export function sessionHandlers(
  deps: ApiDeps,
  limits: SignInLimits,
): Pick<Handlers, 'session' | 'signIn' | 'signOut' | 'signInWays'> {
  return {
    session: ({ user, session }) => Promise.resolve(viewOf(user, session)),

    signInWays: () => {
      const { directory, provider } = deps.signInWays
      return Promise.resolve({ hasDirectory: directory !== null, hasProvider: provider !== null })
    },

    async signIn({ body, by, request, reply }) {
      const given = { ...body, address: request.ip }
      const account = await accountOfCredentials(deps, { limits, by, given })
      return goOn(deps, { by, request, reply }, { account, pending: null })
    },

    async signOut({ session, by, reply }) {
      await endSession(deps.store.db, session, by)
      clearCookie(reply)
      return viewOf(null, null)
    },
  }
}

/** What comes after a right password, each step only where it is the next. */
export function signInStepHandlers(
  deps: ApiDeps,
  limits: SignInLimits,
): Pick<Handlers, 'signInTotp' | 'signInPassword' | 'signInTotpOffer' | 'signInTotpSetup'> {
  const { store } = deps
  return {
    async signInTotp({ body, ...exchange }) {
      const { account, pending } = await at('totp', exchange)
      const { by, request } = exchange
      const given = { account, typed: body.code, address: request.ip, by }
      await requireSecondFactor(deps, limits, given)
      await noteSecondFactor(store.db, pending.id)
      return goOn(deps, exchange, { account, pending: { ...pending, hasSecondFactor: true } })
    },

    async signInPassword({ body, ...exchange }) {
      const { account, pending } = await at('new-password', exchange)
      const userId = account.user.id
      const passwordHash = await hashChosenPassword(account, body.password)
      const by = { ...exchange.by, actor: `user ${account.user.name}` }
      const wanted = { userId, passwordHash, isOneTime: false, keepSession: null }
      await setPassword(store.db, { ...wanted, keepSteps: pending.id }, by)
      return goOn(deps, exchange, { account: await readAccount(store.db, userId), pending })
    },

    async signInTotpOffer(exchange) {
      const { account } = await at('totp-setup', exchange)
      return beginTotp(deps, account)
    },

    async signInTotpSetup({ body, ...exchange }) {
      const { account, pending } = await at('totp-setup', exchange)
      const by = { ...exchange.by, actor: `user ${account.user.name}` }
      const given = { account, typed: body.code, address: exchange.request.ip, by }
      const recoveryCodes = await finishTotp(deps, limits, given)
      const session = viewOfSession(await enter(deps, exchange, { account, pending }))
      return { session, recoveryCodes }
    },
  }

  async function at(
    step: NonNullable<SessionView['needs']>,
    exchange: Parameters<typeof signInUnderWay>[1],
  ): Promise<UnderWay> {
    const underWay = await signInUnderWay(deps, exchange)
    const { account, pending } = underWay
    const { hasSecondFactor } = pending
    const missing = await missingStep(deps, { account, hasSecondFactor })
    if (missing !== step) throw new Refusal('SIGN_IN_STEP_OVER')
    return underWay
  }
}

/** A program with a token has a user and no session. */
function viewOf(user: User | null, session: Session | null): SessionView {
  if (!user) return { user: null, csrf: null }
  const { name, role, agency } = user
  return { user: { name, role, agency }, csrf: session?.csrf ?? null }
}
