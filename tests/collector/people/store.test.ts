import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import type { Role } from '#protocol/access.ts'
import { findAccountByName, readAccount } from '#store/people/accounts.ts'
import { admitExternal } from '#store/people/external.ts'
import { listOpenSessions } from '#store/people/open-sessions.ts'
import { addPerson, listPeople, setDisabled } from '#store/people/people.ts'
import { rememberProviderRequest, takeProviderRequest } from '#store/people/provider-requests.ts'
import { renewRecoveryCodes, spendRecoveryCode } from '#store/people/recovery-codes.ts'
import { decideSignInRules, readSignInRules } from '#store/people/rules.ts'
import {
  closeSignInSteps,
  findSignInSteps,
  openSignInSteps,
  signInStepsMs,
} from '#store/people/sign-in-steps.ts'
import { offerTotp, spendTotpStep, turnTotpOn } from '#store/people/totp.ts'
import { openSession } from '#store/sessions.ts'
import { createUser } from '#store/users.ts'
import { onEachDatabase } from '#tests/support/databases.ts'

const nowMs = Date.UTC(2026, 10, 22, 4)
const by = { actor: 'user admin', address: '127.0.0.1', nowMs, newId: randomUUID, author: 'admin' }
const made = { nowMs, randomBytes }

const add = ({ db }: Store, name: string, role: Role = 'administrator') =>
  createUser(db, { name, role, agencyId: null, passwordHash: 'x' }, by)
const signIn = ({ db }: Store, user: Awaited<ReturnType<typeof add>>) =>
  openSession(db, user, { ...by, randomBytes, replaces: null, browser: 'firefox' })
const refusedBy = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.flatMap((result) =>
    result.status === 'rejected' ? [(result.reason as { code: string }).code] : [],
  )

onEachDatabase((fresh) => {
  const opened = async () => (await fresh()).open()

  test('of two administrators who disable each other at once, one remains', async () => {
    const store = await opened()
    const [one, other] = [await add(store, 'một'), await add(store, 'hai')]
    const results = await Promise.allSettled(
      [one, other].map(({ id }) => setDisabled(store.db, { id, isDisabled: true }, by)),
    )
    expect(refusedBy(results)).toEqual(['LAST_ADMINISTRATOR'])
    const people = await listPeople(store.db, nowMs)
    expect(people.filter(({ isDisabled }) => !isDisabled)).toHaveLength(1)
  })

  test('a code of an authenticator that comes twice at once is taken once, and no older one after it', async () => {
    const store = await opened()
    const { id } = await add(store, 'hoa')
    const taken = await Promise.all([1, 2, 3].map(() => spendTotpStep(store.db, id, 100)))
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect(await spendTotpStep(store.db, id, 99)).toBe(false)
    expect(await spendTotpStep(store.db, id, 101)).toBe(true)
  })

  test('a recovery code that comes twice at once is spent once, and by its owner alone', async () => {
    const store = await opened()
    const [hoa, other] = [await add(store, 'hoa'), await add(store, 'other')]
    const code = 'abcde-fghjk-mnpqr'
    await renewRecoveryCodes(store.db, { userId: hoa.id, codes: [code] }, by)
    expect(await spendRecoveryCode(store.db, { userId: other.id, code }, by)).toBe(false)
    const spent = await Promise.all(
      [1, 2].map(() => spendRecoveryCode(store.db, { userId: hoa.id, code }, by)),
    )
    expect(spent.filter(Boolean)).toHaveLength(1)
  })

  test('a second offer of an authenticator makes the first good for nothing', async () => {
    const store = await opened()
    const { id: userId } = await add(store, 'hoa')
    await offerTotp(store.db, userId, 'FIRST')
    await offerTotp(store.db, userId, 'SECOND')
    const wanted = { userId, step: 1, recoveryCodes: ['a'] }
    await expect(turnTotpOn(store.db, { ...wanted, secret: 'FIRST' }, by)).rejects.toMatchObject({
      code: 'TOTP_NOT_STARTED',
    })
    await turnTotpOn(store.db, { ...wanted, secret: 'SECOND' }, by)
    await expect(offerTotp(store.db, userId, 'THIRD')).rejects.toMatchObject({
      code: 'TOTP_ON_ALREADY',
    })
  })

  test('the steps of a sign-in are closed once and end by themselves', async () => {
    const store = await opened()
    const { id } = await add(store, 'hoa')
    const { cookie, pending } = await openSignInSteps(store.db, id, made)
    expect(await findSignInSteps(store.db, cookie, nowMs + signInStepsMs - 1)).toEqual(pending)
    expect(await findSignInSteps(store.db, cookie, nowMs + signInStepsMs)).toBeNull()
    const closed = await Promise.all([1, 2].map(() => closeSignInSteps(store.db, pending.id)))
    expect(closed.filter(Boolean)).toHaveLength(1)
  })

  test('an answer of the sign-in service is taken once, and not too late', async () => {
    const store = await opened()
    const request = { state: 's', nonce: 'n', verifier: 'v', returnTo: '/hosts' }
    const cookie = await rememberProviderRequest(store.db, request, made)
    expect(await takeProviderRequest(store.db, cookie, nowMs)).toEqual(request)
    expect(await takeProviderRequest(store.db, cookie, nowMs)).toBeNull()
    const late = await rememberProviderRequest(store.db, request, made)
    expect(await takeProviderRequest(store.db, late, nowMs + 3_600_000)).toBeNull()
  })

  test('disabling somebody ends their sessions, and no new one opens', async () => {
    const store = await opened()
    await add(store, 'admin')
    const hoa = await add(store, 'hoa', 'officer')
    await signIn(store, hoa)
    await setDisabled(store.db, { id: hoa.id, isDisabled: true }, by)
    const asked = { thisId: '', nowMs }
    expect(await listOpenSessions(store.db, hoa.id, asked)).toEqual([])
    await expect(signIn(store, hoa)).rejects.toMatchObject({ code: 'ACCOUNT_DISABLED' })
  })

  test('a name that a directory gives to another person begins anew', async () => {
    const store = await opened()
    const person = { source: 'ldap', name: 'hoa', role: 'officer', agencyId: null } as const
    const first = await admitExternal(store.db, { ...person, externalId: 'uuid:1' }, by)
    await signIn(store, first.user)
    await offerTotp(store.db, first.user.id, 'SECRET')
    const wanted = { userId: first.user.id, secret: 'SECRET', step: 1, recoveryCodes: ['a'] }
    await turnTotpOn(store.db, wanted, by)
    const second = await admitExternal(store.db, { ...person, externalId: 'uuid:2' }, by)
    expect(second).toMatchObject({ externalId: 'uuid:2', totp: { secret: null } })
    expect(await listOpenSessions(store.db, second.user.id, { thisId: '', nowMs })).toEqual([])
  })

  test('a directory that renames a person keeps the account; a local name is never taken over', async () => {
    const store = await opened()
    await add(store, 'admin')
    const person = { source: 'ldap', role: 'officer', agencyId: null, externalId: 'u1' } as const
    const before = await admitExternal(store.db, { ...person, name: 'hoa' }, by)
    const after = await admitExternal(store.db, { ...person, name: 'hoa.le' }, by)
    expect(after.user).toEqual({ ...before.user, name: 'hoa.le' })
    for (const wanted of [person, { ...person, externalId: 'u2' }]) {
      const taken = admitExternal(store.db, { ...wanted, name: 'ADMIN' }, by)
      await expect(taken).rejects.toMatchObject({ code: 'ACCOUNT_NAME_HELD' })
    }
    expect(await findAccountByName(store.db, 'admin')).toMatchObject({ source: 'local' })
  })

  test('a new account waits for its own password; a rule holds from its newest decision', async () => {
    const store = await opened()
    const { id } = await addPerson(
      store.db,
      { name: 'hoa', role: 'leader', agencyId: null, passwordHash: 'x' },
      by,
    )
    expect(await readAccount(store.db, id)).toMatchObject({ mustChangePassword: true })
    expect(await readSignInRules(store.db)).toEqual({ revision: 0, totpRoles: [], decided: null })
    const decide = (totpRoles: readonly Role[], expectedRevision: number) =>
      decideSignInRules(store, { totpRoles, expectedRevision }, by)
    await decide(['auditor', 'administrator', 'auditor'], 0)
    await decide(['administrator'], 1)
    expect(await readSignInRules(store.db)).toEqual({
      revision: 2,
      totpRoles: ['administrator'],
      decided: { author: 'admin', atMs: nowMs },
    })
  })
})
