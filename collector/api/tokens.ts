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
}: ApiDeps): Pick<Handlers, 'tokens' | 'createToken' | 'revokeToken'> {
  return {
    tokens: async ({ scope }) => ({ tokens: await listTokens(store.reader, scope) }),

    async createToken({ body: { agencyId, usesMax, validForHours }, by, scope }) {
      await requireAgency(store.reader, scope, agencyId)
      const { token, secret } = await createToken(
        store.db,
        { agencyId, usesMax, expiresMs: by.nowMs + validForHours * hourMs },
        { ...by, newId, randomBytes },
      )
      return { token, join: joinOf(secret) }
    },

    revokeToken: ({ params: { id }, by, scope }) => revokeToken(store.db, { id, scope }, by),
  }
}
