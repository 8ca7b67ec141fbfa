import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { personView, type PersonView } from '#protocol/people.ts'
import { startApi, type RunningApi } from '../api/running-api.ts'
import { addLocal, auditedActions, codeAt, openBrowser, type Browser } from './signing-in.ts'

let api: RunningApi
let admin: Browser
beforeEach(async () => {
  api = await startApi()
  await addLocal(api, { name: 'admin', role: 'administrator', password })
  admin = openBrowser(api)
  await admin.signIn('admin', password)
})
afterEach(() => api.stop())

const password = 'một câu đủ dài để nhớ'
const own = 'câu của riêng tôi 2026'
const made = z.object({ person: personView, password: z.string() })

const add = async (name: string, role: string) =>
  made.parse((await admin.post('/api/people', { name, role, agencyId: null })).said)
const idOf = async (name: string): Promise<string> => {
  const { people } = z
    .object({ people: z.array(personView) })
    .parse((await admin.get('/api/people')).said)
  return people.find((one: PersonView) => one.name === name)?.id ?? 'nobody'
}

test('a new account signs in with a one-time password and has to choose one of its own', async () => {
  const { person, password: oneTime } = await add('Lê Thị Hoa', 'officer')
  expect(person).toMatchObject({ source: 'local', mustChangePassword: true, lastSignInMs: null })
  const browser = openBrowser(api)
  const first = await browser.signIn('le thi hoa', oneTime)
  expect(first.said).toEqual({ user: null, csrf: null, needs: 'new-password' })
  expect((await browser.get('/api/account')).status).toBe(401)
  const chosen = await browser.post('/api/session/password', { password: own })
  expect(chosen.said).toMatchObject({ user: { name: 'Lê Thị Hoa' } })
  expect((await openBrowser(api).signIn('le thi hoa', oneTime)).status).toBe(401)
  expect((await openBrowser(api).signIn('le thi hoa', own)).said).toMatchObject({
    user: { name: 'Lê Thị Hoa' },
  })
})

test.each([
  ['ngắn quá', 'PASSWORD_TOO_SHORT'],
  ['matkhau123456', 'PASSWORD_COMMON'],
  ['Mật Khẩu 12345', 'PASSWORD_COMMON'],
  ['111111111111', 'PASSWORD_COMMON'],
  ['abcabcabcabcabc', 'PASSWORD_COMMON'],
  ['1234567890123', 'PASSWORD_COMMON'],
  ['nguyenvanan2026', 'PASSWORD_IS_NAME'],
  ['NguyễnVănAn', 'PASSWORD_TOO_SHORT'],
  ['nguyễn văn an 12', 'PASSWORD_IS_NAME'],
])('the password %j is refused by %s', async (wanted, code) => {
  const { password: oneTime } = await add('Nguyễn Văn An', 'officer')
  const browser = openBrowser(api)
  await browser.signIn('Nguyễn Văn An', oneTime)
  const answer = await browser.post('/api/session/password', { password: wanted })
  expect(answer.said).toMatchObject({ code })
})

test('a one-time password cannot be kept', async () => {
  const { password: oneTime } = await add('hoa', 'officer')
  const browser = openBrowser(api)
  await browser.signIn('hoa', oneTime)
  const answer = await browser.post('/api/session/password', { password: oneTime })
  expect(answer.said).toMatchObject({ code: 'PASSWORD_UNCHANGED' })
})

test('the last active local administrator is neither demoted nor disabled, nor both at once', async () => {
  const id = await idOf('admin')
  const demote = (who: string) =>
    admin.post(`/api/people/${who}`, { role: 'officer', agencyId: null, expectedRevision: 0 })
  expect((await demote(id)).said).toMatchObject({ code: 'LAST_ADMINISTRATOR' })
  const refused = await admin.post(`/api/people/${id}/disable`)
  expect(refused.said).toMatchObject({ code: 'LAST_ADMINISTRATOR' })

  const { person } = await add('second', 'administrator')
  const both = await Promise.all([demote(person.id), demote(id)])
  expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
})

test('an administrator of a directory does not count as the one who remains', async () => {
  const { person } = await add('second', 'administrator')
  await api.store.db
    .updateTable('console_user')
    .set({ source: 'ldap', external_id: 'uuid:1' })
    .where('id', '=', person.id)
    .execute()
  const answer = await admin.post(`/api/people/${await idOf('admin')}/disable`)
  expect(answer.said).toMatchObject({ code: 'LAST_ADMINISTRATOR' })
})

test('a disabled account is signed out at once and told why when its password is right', async () => {
  await addLocal(api, { name: 'hoa', role: 'officer', password })
  const browser = openBrowser(api)
  await browser.signIn('hoa', password)
  const id = await idOf('hoa')
  expect((await admin.post(`/api/people/${id}/disable`)).said).toMatchObject({
    isDisabled: true,
    sessions: 0,
  })
  expect((await browser.get('/api/account')).status).toBe(401)
  const [right, wrong] = [
    await openBrowser(api).signIn('hoa', password),
    await openBrowser(api).signIn('hoa', 'không phải mật khẩu'),
  ]
  expect([right.said, wrong.said]).toMatchObject([
    { code: 'ACCOUNT_DISABLED' },
    { code: 'SIGN_IN_FAILED' },
  ])
  await admin.post(`/api/people/${id}/enable`)
  expect((await openBrowser(api).signIn('hoa', password)).status).toBe(200)
})

test('changing one’s own password ends one’s other sessions and wants the old one', async () => {
  await addLocal(api, { name: 'hoa', role: 'officer', password })
  const [here, there] = [openBrowser(api), openBrowser(api)]
  for (const browser of [here, there]) await browser.signIn('hoa', password)
  const wrong = await here.post('/api/account/password', { current: 'không phải', next: own })
  expect(wrong.said).toMatchObject({ code: 'PASSWORD_WRONG' })
  const changed = await here.post('/api/account/password', { current: password, next: own })
  expect(changed.said).toMatchObject({ passwordChangedMs: api.clock.nowMs })
  expect((await here.get('/api/account')).status).toBe(200)
  expect((await there.get('/api/account')).status).toBe(401)
})

test('sessions say since when, from where and in which browser, and are ended one by one', async () => {
  await addLocal(api, { name: 'hoa', role: 'officer', password })
  const agents = [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/130 Chrome/124.0 Safari/537.36',
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    'curl/8.5.0',
  ]
  const browsers = agents.map((agent) => openBrowser(api, agent))
  for (const browser of browsers) {
    await browser.signIn('hoa', password)
    api.clock.nowMs += 1000
  }
  const [first, second] = browsers
  const sessions = z.object({
    sessions: z.array(z.looseObject({ id: z.string(), browser: z.string(), isThis: z.boolean() })),
  })
  const listed = sessions.parse((await second?.get('/api/account/sessions'))?.said)
  expect(listed.sessions.map(({ browser, isThis }) => [browser, isThis])).toEqual([
    ['program', false],
    ['edge', true],
    ['coc-coc', false],
  ])
  expect(listed.sessions[0]).toMatchObject({ address: '127.0.0.1' })
  const gone = listed.sessions[2]?.id ?? ''
  await second?.delete(`/api/account/sessions/${gone}`)
  expect((await first?.get('/api/account'))?.status).toBe(401)
  const left = sessions.parse((await second?.delete('/api/account/sessions'))?.said)
  expect(left.sessions.map(({ browser }) => browser)).toEqual(['edge'])
})

test('nobody ends the session of somebody else as if it were one’s own', async () => {
  await addLocal(api, { name: 'hoa', role: 'officer', password })
  const browser = openBrowser(api)
  await browser.signIn('hoa', password)
  const { id } = await api.store.reader
    .selectFrom('console_session as s')
    .innerJoin('console_user as u', 'u.id', 's.user_id')
    .select('s.id')
    .where('u.name', '=', 'admin')
    .executeTakeFirstOrThrow()
  const answer = await browser.delete(`/api/account/sessions/${id}`)
  expect(answer.said).toMatchObject({ code: 'SESSION_NOT_FOUND' })
  expect((await admin.get('/api/account')).status).toBe(200)
})

test('an administrator resets a password and an authenticator; both end the sessions and are audited', async () => {
  await addLocal(api, { name: 'hoa', role: 'officer', password })
  const browser = openBrowser(api)
  await browser.signIn('hoa', password)
  const { secret } = z
    .object({ secret: z.string() })
    .parse((await browser.post('/api/account/totp')).said)
  const code = codeAt(secret, api.clock.nowMs)
  await browser.post('/api/account/totp/confirm', { code })
  const id = await idOf('hoa')
  expect((await admin.delete(`/api/people/${id}/totp`)).said).toMatchObject({ hasTotp: false })
  expect((await browser.get('/api/account')).status).toBe(401)
  const { password: oneTime } = made.parse((await admin.post(`/api/people/${id}/password`)).said)
  expect((await openBrowser(api).signIn('hoa', password)).status).toBe(401)
  expect((await openBrowser(api).signIn('hoa', oneTime)).said).toMatchObject({
    needs: 'new-password',
  })
  const actions = await auditedActions(api)
  for (const action of ['turn-totp-on', 'reset-totp', 'end-sessions', 'reset-password']) {
    expect(actions).toContain(action)
  }
})

test('a name is taken whatever its case and marks, and an agency role needs an agency', async () => {
  await add('Lê Hoa', 'officer')
  const again = await admin.post('/api/people', { name: 'LE HOA', role: 'leader', agencyId: null })
  expect([again.status, again.said]).toMatchObject([409, { code: 'PERSON_NAME_TAKEN' }])
  const wanted = { name: 'x', role: 'agency-officer', agencyId: null }
  expect((await admin.post('/api/people', wanted)).said).toMatchObject({ code: 'REQUEST_INVALID' })
})
