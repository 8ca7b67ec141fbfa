import type { FastifyRequest } from 'fastify'
import type { Clock, Store } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { findApiToken, touchApiToken } from '#store/access/api-tokens.ts'
import type { Session } from '#store/sessions.ts'
import type { User } from '#store/users.ts'
import { sessionOf, stillSignedIn } from './session-cookie.ts'
import { createWrongTokens } from './wrong-tokens.ts'

/** Who calls: a person with a session, or a program with a token of the API, which has none. */
export type Caller = { readonly user: User; readonly session: Session | null }

export type Callers = {
  /** Null: nobody. Counts as use. @throws Refusal API_TOKEN_INVALID, API_TOKEN_TOO_OFTEN */
  callerOf(request: FastifyRequest, nowMs: EpochMs): Promise<Caller | null>
}

export function createCallers({ store, now }: { store: Store; now: Clock }): Callers {
  const wrongTokens = createWrongTokens(now)
  return {
    async callerOf(request, nowMs) {
      const { authorization } = request.headers
      if (authorization === undefined) {
        const session = await sessionOf(store, request, nowMs)
        return session && { user: session.user, session }
      }
      const held = await findApiToken(store.reader, secretIn(authorization), nowMs)
      if (!held) {
        wrongTokens.count(request.ip)
        throw new Refusal('API_TOKEN_INVALID')
      }
      await touchApiToken(store.db, held, nowMs)
      return { user: held.user, session: null }
    },
  }
}

/** Who calls, as long as their session or token holds; asking does not prolong it. */
export async function stillCallerOf(
  store: Pick<Store, 'reader'>,
  request: FastifyRequest,
  nowMs: EpochMs,
): Promise<User | null> {
  const { authorization } = request.headers
  if (authorization === undefined) return stillSignedIn(store, request, nowMs)
  const held = await findApiToken(store.reader, secretIn(authorization), nowMs)
  return held?.user ?? null
}

const secretIn = (authorization: string) => /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
