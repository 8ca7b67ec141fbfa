import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Store } from '#collector/deps.ts'
import type { EpochMs } from '#protocol/values.ts'
import { findSession, sessionLifetimeMs, touchSession, type Session } from '#store/sessions.ts'
import type { User } from '#store/users.ts'

/** The prefix makes browsers insist on Secure, on Path=/ and on this very host. */
const cookieName = '__Host-khien'
const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const
const cookieLength = 43

/** The session of a request; null: it has none that holds. Counts as use of it. */
export async function sessionOf(
  store: Pick<Store, 'db' | 'reader'>,
  request: FastifyRequest,
  nowMs: EpochMs,
): Promise<Session | null> {
  const cookie = cookieOf(request)
  if (cookie === null) return null
  const session = await findSession(store.reader, cookie, nowMs)
  if (session) await touchSession(store.db, session, nowMs)
  return session
}

/** Who is signed in, as long as the session of a request holds; asking does not prolong it. */
export async function stillSignedIn(
  store: Pick<Store, 'reader'>,
  request: FastifyRequest,
  nowMs: EpochMs,
): Promise<User | null> {
  const cookie = cookieOf(request)
  const session = cookie === null ? null : await findSession(store.reader, cookie, nowMs)
  return session?.user ?? null
}

/** What the browser holds; null for what cannot be one of ours. */
export function cookieOf(request: FastifyRequest): string | null {
  const cookie = request.cookies[cookieName]
  return cookie?.length === cookieLength ? cookie : null
}

export function setCookie(reply: FastifyReply, cookie: string): void {
  const maxAge = Math.floor(sessionLifetimeMs / 1000)
  void reply.setCookie(cookieName, cookie, { ...attributes, maxAge })
}

export function clearCookie(reply: FastifyReply): void {
  void reply.clearCookie(cookieName, attributes)
}
