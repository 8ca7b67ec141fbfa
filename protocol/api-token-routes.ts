import { z } from 'zod'
import { administrators, role } from './access.ts'
import { apiTokenLimits, apiTokenView } from './api-tokens.ts'
import type { Route } from './route.ts'

/** Tokens with which programs call this API. Spread into `routes`. */
export const apiTokenRoutes = {
  apiTokens: {
    method: 'GET',
    path: '/api/api-tokens',
    access: administrators,
    summary: 'Tokens of the API, the newest first, never their secret.',
    output: z.object({ tokens: z.array(apiTokenView) }),
  },
  createApiToken: {
    method: 'POST',
    repeat: { tells: 'token' },
    path: '/api/api-tokens',
    access: administrators,
    isOfSession: true,
    summary: 'Make a token of the API with a role and an end. Its secret is shown this once.',
    body: z.object({
      name: z.string().trim().min(1).max(apiTokenLimits.nameLengthMax).normalize('NFC'),
      role,
      /** Of agency roles the top of what they see; null: the province. */
      agencyId: z.string().max(40).nullable().default(null),
      validForDays: z.int().min(1).max(apiTokenLimits.validForDaysMax),
    }),
    output: z.object({ token: apiTokenView, secret: z.string() }),
  },
  revokeApiToken: {
    method: 'DELETE',
    path: '/api/api-tokens/:id',
    access: administrators,
    summary: 'Revoke a token of the API. The next call with it is refused.',
    params: z.object({ id: z.string().max(40) }),
    output: apiTokenView,
  },
} as const satisfies Record<string, Route>
