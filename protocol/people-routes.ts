import { z } from 'zod'
import { administrators, everybody, role } from './access.ts'
import { openSessionView, personView, signInRules } from './people.ts'
import { expectedRevision } from './revision.ts'
import type { Route } from './route.ts'
import { signInRoutes } from './sign-in-routes.ts'

const name = z.string().trim().min(1).max(60).normalize('NFC')
const id = z.string().max(80)
const person = z.object({ id })
const oneSession = z.object({ id, session: id })
const whatTheyAre = z.object({ role, agencyId: z.string().max(40).nullable() })
/** A one-time password: shown this once, and changed at the next sign-in. */
const withPassword = z.object({ person: personView, password: z.string() })
const sessions = z.object({ sessions: z.array(openSessionView) })

/** Those who may sign in, and what they may be asked for. */
export const peopleRoutes = {
  ...signInRoutes,
  people: {
    method: 'GET',
    path: '/api/people',
    access: administrators,
    isOfSession: true,
    summary: 'Everybody who may sign in or ever could.',
    output: z.object({ people: z.array(personView) }),
  },
  addPerson: {
    method: 'POST',
    repeat: { tells: 'person' },
    path: '/api/people',
    access: administrators,
    isOfSession: true,
    summary: 'Add a local account. Its one-time password is shown this once.',
    body: whatTheyAre.extend({ name }),
    output: withPassword,
  },
  changePerson: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/people/:id',
    access: administrators,
    isOfSession: true,
    summary: 'Change the role and the agency of a local account.',
    params: person,
    body: whatTheyAre.extend({ expectedRevision }),
    output: personView,
  },
  disablePerson: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/people/:id/disable',
    access: administrators,
    isOfSession: true,
    summary: 'Let somebody no longer sign in, and end their sessions.',
    params: person,
    output: personView,
  },
  enablePerson: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/people/:id/enable',
    access: administrators,
    isOfSession: true,
    summary: 'Let somebody sign in again.',
    params: person,
    output: personView,
  },
  resetPassword: {
    method: 'POST',
    repeat: { tells: 'person' },
    path: '/api/people/:id/password',
    access: administrators,
    isOfSession: true,
    summary: 'Give a local account a one-time password, shown this once, and end its sessions.',
    params: person,
    output: withPassword,
  },
  resetTotp: {
    method: 'DELETE',
    path: '/api/people/:id/totp',
    access: administrators,
    isOfSession: true,
    summary: 'Forget the authenticator of somebody who has lost it, and end their sessions.',
    params: person,
    output: personView,
  },
  personSessions: {
    method: 'GET',
    path: '/api/people/:id/sessions',
    access: administrators,
    isOfSession: true,
    summary: 'The open sessions of somebody.',
    params: person,
    output: sessions,
  },
  endPersonSession: {
    method: 'DELETE',
    path: '/api/people/:id/sessions/:session',
    access: administrators,
    isOfSession: true,
    summary: 'End one session of somebody.',
    params: oneSession,
    output: sessions,
  },
  endPersonSessions: {
    method: 'DELETE',
    path: '/api/people/:id/sessions',
    access: administrators,
    isOfSession: true,
    summary: 'End every session of somebody but the one that asks.',
    params: person,
    output: sessions,
  },
  signInRules: {
    method: 'GET',
    path: '/api/sign-in-rules',
    access: everybody,
    isOfSession: true,
    summary: 'Which roles must have an authenticator.',
    output: signInRules,
  },
  decideSignInRules: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/sign-in-rules',
    access: administrators,
    isOfSession: true,
    summary: 'Decide which roles must have an authenticator, from their next sign-in on.',
    body: z.object({ totpRoles: z.array(role).max(10), expectedRevision }),
    output: signInRules,
  },
} as const satisfies Record<string, Route>
