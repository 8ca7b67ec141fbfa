import type { access as source } from '../vi/access.ts'

export const access = {
  'user.sees': 'Sees: {agency}',
  'user.sees.province': 'Sees: the whole province',
  'api-tokens.lead':
    'Programs of the province read and write through the API with such a token, with exactly the permissions of its role. Every change stands in the audit under the name of the token.',
  'api-tokens.made-so-far': 'Tokens made so far',
  'api-tokens.new': 'Make a token',
  'api-tokens.name': 'Name',
  'api-tokens.name.hint': 'Which program uses it, e.g. “Shared data warehouse”',
  'api-tokens.role': 'Role',
  'api-tokens.agency': 'Agency',
  'api-tokens.agency.province': 'Whole province',
  'api-tokens.days': 'Holds for',
  'api-tokens.days.of': '{days} days',
  'api-tokens.create': 'Make token',
  'api-tokens.shown-once':
    'The token of “{name}” is shown this once. Copy it now and keep it in a safe place.',
  'api-tokens.use': 'Send it with every call:',
  'api-tokens.done': 'I have kept it',
  'api-tokens.made': 'Made',
  'api-tokens.expires': 'Expires',
  'api-tokens.used': 'Last used',
  'api-tokens.used.never': 'Never',
  'api-tokens.state': 'State',
  'api-tokens.state.holds': 'Holds',
  'api-tokens.state.expired': 'Expired',
  'api-tokens.state.revoked': 'Revoked {time}',
  'api-tokens.revoke': 'Revoke',
  'api-tokens.revoke.title': 'Revoke the token “{name}”?',
  'api-tokens.revoke.what':
    'The next call with this token is refused. It cannot be brought back; the program needs a new one.',
  'api-tokens.none': 'There is no API token yet',
  'api-tokens.none.why':
    'The console itself needs none. Make one when another program has to read the figures.',
} as const satisfies Record<keyof typeof source, string>
