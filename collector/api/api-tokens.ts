import { dayMs } from '#protocol/facts/spec.ts'
import { createApiToken, listApiTokens, revokeApiToken } from '#store/access/api-tokens.ts'
import type { ApiDeps, Handlers } from './call.ts'

type Names = 'apiTokens' | 'createApiToken' | 'revokeApiToken'

/** Tokens with which programs call the API. */
export function apiTokenHandlers({ store, newId, randomBytes }: ApiDeps): Pick<Handlers, Names> {
  return {
    apiTokens: async ({ by }) => ({ tokens: await listApiTokens(store.reader, by.nowMs) }),

    createApiToken: ({ body: { validForDays, ...wanted }, by }) =>
      createApiToken(
        store.db,
        { ...wanted, expiresMs: by.nowMs + validForDays * dayMs },
        { ...by, newId, randomBytes },
      ),

    revokeApiToken: ({ params: { id }, by }) => revokeApiToken(store.db, id, by),
  }
}
