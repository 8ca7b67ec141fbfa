import type { accessRefusalTexts as source } from '../vi/access-refusals.ts'

export const accessRefusalTexts = {
  'refusal.API_TOKEN_INVALID':
    'This API token is wrong, has expired or was revoked. Ask an administrator for a new one.',
  'refusal.API_TOKEN_TOO_OFTEN':
    'Too many wrong API tokens from this address. Try again in {retryAfterSeconds} seconds.',
  'refusal.API_TOKEN_NOT_FOUND': 'There is no API token “{id}”.',
  'refusal.API_TOKEN_NAME_TAKEN':
    'An API token named “{name}” is in use. Choose another name or revoke that one.',
} as const satisfies Record<keyof typeof source, string>
