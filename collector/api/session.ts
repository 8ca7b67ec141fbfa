import { Refusal } from '#protocol/refusals.ts'
import type { SessionView } from '#protocol/views.ts'
import { endSession, openSession, type Session } from '#store/sessions.ts'
import { findUserByName, foldUserName } from '#store/users.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { isPassword } from './passwords.ts'
import { clearCookie, cookieOf, setCookie } from './session-cookie.ts'
import type { SignInLimits } from './sign-in-limits.ts'

/** Who is signed in, signing in and out. */
export function sessionHandlers(
  { store, randomBytes }: ApiDeps,
  limits: SignInLimits,
): Pick<Handlers, 'session' | 'signIn' | 'signOut'> {
  return {
    session: ({ session }) => Promise.resolve(viewOf(session)),

    async signIn({ body, by, request, reply }) {
      const user = await findUserByName(store.db, body.name)
      const attempt = { account: foldUserName(body.name), address: request.ip }
      const check = () => isPassword(user?.passwordHash ?? null, body.password)
      if (!(await limits.guard(attempt, check)) || !user) throw new Refusal('SIGN_IN_FAILED')
      const { id, name, role } = user
      const { cookie, session } = await openSession(
        store.db,
        { id, name, role },
        { ...by, actor: `user ${name}`, randomBytes, replaces: cookieOf(request) },
      )
      setCookie(reply, cookie)
      return viewOf(session)
    },

    async signOut({ session, by, reply }) {
      await endSession(store.db, session, by)
      clearCookie(reply)
      return viewOf(null)
    },
  }
}

function viewOf(session: Session | null): SessionView {
  if (!session) return { user: null, csrf: null }
  const { name, role } = session.user
  return { user: { name, role }, csrf: session.csrf }
}
