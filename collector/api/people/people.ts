import type { ApiDeps, Handlers } from '#collector/api/call.ts'
import { Refusal } from '#protocol/refusals.ts'
import { readAccount } from '#store/people/accounts.ts'
import { endOneSession, endOtherSessions, listOpenSessions } from '#store/people/open-sessions.ts'
import { setPassword } from '#store/people/passwords.ts'
import {
  addPerson,
  changePerson,
  listPeople,
  readPerson,
  setDisabled,
} from '#store/people/people.ts'
import { decideSignInRules, readSignInRules } from '#store/people/rules.ts'
import { forgetTotp } from '#store/people/totp.ts'
import type { Db } from '#store/schema.ts'
import { madeSecret } from '../made-secret.ts'
import { hashPassword } from '../passwords.ts'

/** Three groups of 25 bits, for the one sign-in at which it is changed. */
const oneTimeGroups = 3

type Looking =
  | 'people'
  | 'personSessions'
  | 'endPersonSession'
  | 'endPersonSessions'
  | 'signInRules'
  | 'decideSignInRules'

/** Those who may sign in, their sessions, and the rule about authenticators. */
export function peopleHandlers({ store }: ApiDeps): Pick<Handlers, Looking> {
  return {
    people: async ({ by }) => ({ people: await listPeople(store.reader, by.nowMs) }),

    personSessions: ({ params, session, by }) =>
      sessionsOf(store.reader, params.id, { thisId: session.id, nowMs: by.nowMs }),

    async endPersonSession({ params, session, by }) {
      await endOneSession(store.db, { userId: params.id, sessionId: params.session }, by)
      return sessionsOf(store.db, params.id, { thisId: session.id, nowMs: by.nowMs })
    },

    async endPersonSessions({ params, session, by }) {
      await readAccount(store.db, params.id)
      await endOtherSessions(store.db, { userId: params.id, but: session.id }, by)
      return sessionsOf(store.db, params.id, { thisId: session.id, nowMs: by.nowMs })
    },

    signInRules: () => readSignInRules(store.reader),

    async decideSignInRules({ body, session, by }) {
      await decideSignInRules(store, body, { ...by, author: session.user.name })
      return readSignInRules(store.db)
    },
  }
}

type Changing =
  'addPerson' | 'changePerson' | 'disablePerson' | 'enablePerson' | 'resetPassword' | 'resetTotp'

/** Changing who may sign in and as what. */
export function personHandlers({ store, newId, randomBytes }: ApiDeps): Pick<Handlers, Changing> {
  return {
    async addPerson({ body, by }) {
      const password = madeSecret(randomBytes, oneTimeGroups)
      const person = { ...body, passwordHash: await hashPassword(password) }
      const { id } = await addPerson(store.db, person, { ...by, newId })
      return { person: await readPerson(store.db, id, by.nowMs), password }
    },

    async changePerson({ params, body, by }) {
      await changePerson(store.db, { ...params, ...body }, by)
      return readPerson(store.db, params.id, by.nowMs)
    },

    async disablePerson({ params, by }) {
      await setDisabled(store.db, { ...params, isDisabled: true }, by)
      return readPerson(store.db, params.id, by.nowMs)
    },

    async enablePerson({ params, by }) {
      await setDisabled(store.db, { ...params, isDisabled: false }, by)
      return readPerson(store.db, params.id, by.nowMs)
    },

    async resetPassword({ params: { id }, by }) {
      const { source } = await readAccount(store.db, id)
      if (source !== 'local') throw new Refusal('PERSON_NOT_LOCAL')
      const password = madeSecret(randomBytes, oneTimeGroups)
      const passwordHash = await hashPassword(password)
      const kept = { keepSession: null, keepSteps: null }
      await setPassword(store.db, { userId: id, passwordHash, isOneTime: true, ...kept }, by)
      return { person: await readPerson(store.db, id, by.nowMs), password }
    },

    async resetTotp({ params: { id }, by }) {
      await readAccount(store.db, id)
      await forgetTotp(store.db, { userId: id, action: 'reset-totp' }, by)
      return readPerson(store.db, id, by.nowMs)
    },
  }
}

async function sessionsOf(db: Db, userId: string, asked: { thisId: string; nowMs: number }) {
  await readAccount(db, userId)
  return { sessions: await listOpenSessions(db, userId, asked) }
}
