import { z } from 'zod'
import { everybody } from './access.ts'
import { accountView, openSessionView, passwordLengthMax, totpOffer } from './people.ts'
import type { Route } from './route.ts'
import { sessionView } from './views.ts'

const password = z.string().min(1).max(passwordLengthMax)
const code = z.string().trim().min(6).max(24)
const recoveryCodes = z.array(z.string())
const sessions = z.object({ sessions: z.array(openSessionView) })

/**
 * The steps after a password was right (`sessionView.needs` names the next), the way over a sign-in service, and
 * what people do with an account of their own.
 */
export const signInRoutes = {
  signInWays: {
    method: 'GET',
    path: '/api/session/ways',
    access: 'public',
    summary: 'In which ways people can sign in here.',
    output: z.object({ hasDirectory: z.boolean(), hasProvider: z.boolean() }),
  },
  signInTotp: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/session/totp',
    access: 'public',
    summary: 'Second step of a sign-in: a code of the authenticator, or a recovery code.',
    body: z.object({ code }),
    output: sessionView,
  },
  signInPassword: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/session/password',
    access: 'public',
    summary: 'Step of a sign-in with a one-time password: a password of one’s own.',
    body: z.object({ password }),
    output: sessionView,
  },
  signInTotpOffer: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/session/totp-setup',
    access: 'public',
    summary: 'Step of a sign-in where an authenticator is required: what to set it up with.',
    output: totpOffer,
  },
  signInTotpSetup: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/session/totp-setup/confirm',
    access: 'public',
    summary: 'The first code of that authenticator. Its recovery codes are shown this once.',
    body: z.object({ code }),
    output: z.object({ session: sessionView, recoveryCodes }),
  },
  oidcStart: {
    method: 'GET',
    path: '/api/session/oidc',
    access: 'public',
    summary: 'Redirects a browser to the sign-in service of the province.',
    query: z.object({ to: z.string().max(2000).optional() }),
    isFile: true,
    output: z.unknown(),
  },
  oidcCallback: {
    method: 'GET',
    path: '/api/session/oidc/callback',
    access: 'public',
    summary: 'Where the sign-in service sends the browser back to: a page that goes on.',
    isFile: true,
    output: z.unknown(),
  },
  account: {
    method: 'GET',
    path: '/api/account',
    access: everybody,
    isOfSession: true,
    summary: 'The account of whoever asks.',
    output: accountView,
  },
  changePassword: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/account/password',
    access: everybody,
    isOfSession: true,
    summary: 'Change one’s own password and end one’s other sessions.',
    body: z.object({ current: password, next: password }),
    output: accountView,
  },
  offerTotp: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/account/totp',
    access: everybody,
    isOfSession: true,
    summary: 'Begin to set an authenticator up.',
    output: totpOffer,
  },
  confirmTotp: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/account/totp/confirm',
    access: everybody,
    isOfSession: true,
    summary: 'The first code of the authenticator. Recovery codes are shown this once.',
    body: z.object({ code }),
    output: z.object({ recoveryCodes }),
  },
  turnTotpOff: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/account/totp/off',
    access: everybody,
    isOfSession: true,
    summary: 'Sign in without an authenticator from now on.',
    body: z.object({ password }),
    output: accountView,
  },
  renewRecoveryCodes: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/account/recovery-codes',
    access: everybody,
    isOfSession: true,
    summary: 'New recovery codes, shown this once; the old ones count no longer.',
    body: z.object({ password }),
    output: z.object({ recoveryCodes }),
  },
  mySessions: {
    method: 'GET',
    path: '/api/account/sessions',
    access: everybody,
    isOfSession: true,
    summary: 'The open sessions of whoever asks.',
    output: sessions,
  },
  endMySession: {
    method: 'DELETE',
    path: '/api/account/sessions/:session',
    access: everybody,
    isOfSession: true,
    summary: 'End one of one’s own sessions.',
    params: z.object({ session: z.string().max(80) }),
    output: sessions,
  },
  endMyOtherSessions: {
    method: 'DELETE',
    path: '/api/account/sessions',
    access: everybody,
    isOfSession: true,
    summary: 'End every session of one’s own but this one.',
    output: sessions,
  },
} as const satisfies Record<string, Route>
