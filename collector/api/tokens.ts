import { createToken, listTokens, revokeToken } from '#store/tokens.ts'
import { requireAgency } from '#store/population.ts'
import type { ApiDeps, Handlers } from './call.ts'

const hourMs = 3_600_000

/** Enrolment tokens. */
export function tokenHandlers({
  store,
  newId,
  randomBytes,
  joinOf,
  events,
}: ApiDeps): Pick<Handlers, 'tokens' | 'createToken' | 'revokeToken'> {
  return {
    tokens: async ({ scope }) => ({ tokens: await listTokens(store.reader, scope) }),

    async createToken({ body: { agencyId, validForHours, ...wanted }, by, scope }) {
      await requireAgency(store.reader, scope, agencyId)
      const { token, secret } = await createToken(
        store.db,
        { ...wanted, agencyId, expiresMs: by.nowMs + validForHours * hourMs },
        { ...by, newId, randomBytes },
      )
      events.publish({ kind: 'enrolments-changed', atMs: by.nowMs })
      return { token, join: joinOf(secret) }
    },

    async revokeToken({ params: { id }, by, scope }) {
      const revoked = await revokeToken(store.db, { id, scope }, by)
      events.publish({ kind: 'enrolments-changed', atMs: by.nowMs })
      return revoked
    },
  }
}
