import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiDeps } from '#collector/api/call.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { SignInStep } from '#protocol/people.ts'
import type { SessionView } from '#protocol/views.ts'
import type { Actor } from '#store/audit.ts'
import { readAccount, type Account } from '#store/people/accounts.ts'
import { readSignInRules } from '#store/people/rules.ts'
import {
  closeSignInSteps,
  findSignInSteps,
  openSignInSteps,
  type PendingSignIn,
} from '#store/people/sign-in-steps.ts'
import { openSession, type Session } from '#store/sessions.ts'
import { cookieOf, setCookie } from '../session-cookie.ts'
import { browserFamilyOf } from './browser-family.ts'
import { clearStepCookie, setStepCookie, stepCookieOf } from './step-cookies.ts'

/** One request of a sign-in. */
export type Exchange = {
  readonly by: Actor
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Where a sign-in stands: whose it is, and what is remembered of its steps. */
export type UnderWay = { readonly account: Account; readonly pending: PendingSignIn }

/**
 * The sign-in that this browser has begun.
 * @throws Refusal SIGN_IN_STEP_OVER, ACCOUNT_DISABLED
 */
export async function signInUnderWay(
  { store }: Pick<ApiDeps, 'store'>,
  { by, request }: Exchange,
): Promise<UnderWay> {
  const cookie = stepCookieOf(request)
  const pending = cookie && (await findSignInSteps(store.db, cookie, by.nowMs))
  if (!pending) throw new Refusal('SIGN_IN_STEP_OVER')
  const account = await readAccount(store.db, pending.userId)
  if (account.isDisabled) throw new Refusal('ACCOUNT_DISABLED')
  return { account, pending }
}

/** What a sign-in still asks for; null: nothing. Whoever comes over a sign-in service was asked there. */
export async function missingStep(
  { store }: Pick<ApiDeps, 'store'>,
  { account, hasSecondFactor }: { account: Account; hasSecondFactor: boolean },
): Promise<SignInStep | null> {
  if (account.source === 'oidc') return null
  const { totp, mustChangePassword, user } = account
  if (totp.secret !== null && !hasSecondFactor) return 'totp'
  if (mustChangePassword && account.source === 'local') return 'new-password'
  if (totp.secret !== null) return null
  const { totpRoles } = await readSignInRules(store.db)
  return totpRoles.includes(user.role) ? 'totp-setup' : null
}

/** Opens the session, or says what is still missing and remembers what was given. */
export async function goOn(
  deps: ApiDeps,
  exchange: Exchange,
  { account, pending }: { account: Account; pending: PendingSignIn | null },
): Promise<SessionView> {
  const hasSecondFactor = pending?.hasSecondFactor ?? false
  const needs = await missingStep(deps, { account, hasSecondFactor })
  if (needs === null) return viewOfSession(await enter(deps, exchange, { account, pending }))
  if (pending === null) {
    const { nowMs } = exchange.by
    const { randomBytes } = deps
    const opened = await openSignInSteps(deps.store.db, account.user.id, { nowMs, randomBytes })
    setStepCookie(exchange.reply, opened.cookie)
  }
  return { user: null, csrf: null, needs }
}

/** Opens the session of somebody who has given everything. */
export async function enter(
  { store, randomBytes }: ApiDeps,
  { by, request, reply }: Exchange,
  { account, pending }: { account: Account; pending: PendingSignIn | null },
): Promise<Session> {
  if (pending) {
    if (!(await closeSignInSteps(store.db, pending.id))) throw new Refusal('SIGN_IN_STEP_OVER')
    clearStepCookie(reply)
  }
  const { user } = account
  const { cookie, session } = await openSession(store.db, user, {
    ...by,
    actor: `user ${user.name}`,
    randomBytes,
    replaces: cookieOf(request),
    browser: browserFamilyOf(request.headers['user-agent']),
  })
  setCookie(reply, cookie)
  return session
}

/** Who is signed in, as the browser is told. */
export function viewOfSession(session: Session | null): SessionView {
  if (!session) return { user: null, csrf: null }
  const { name, role, agency } = session.user
  return { user: { name, role, agency }, csrf: session.csrf }
}
