import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Attribute, Change } from 'ldapts'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { filterFor } from '#collector/directories/ldap.ts'
import { foldDn } from '#collector/directories/distinguished-names.ts'
import { openSignInWays } from '#collector/sign-in-ways.ts'
import type { SignInWays } from '#collector/deps.ts'
import { peopleCheck } from '#collector/jobs/people-check.ts'
import {
  directoryOf,
  groupDn,
  ldapBase,
  ldapBind,
  ldapMissing,
  personDn,
  startLdap,
  type LdapServer,
} from '#tests/support/ldap-server.ts'
import { startApi, type RunningApi } from '../api/running-api.ts'
import { addLocal, auditedActions, codeAt, openBrowser } from './signing-in.ts'

const password = 'mật khẩu ở thư mục'
const localPassword = 'một câu đủ dài để nhớ'
const log = pino({ level: 'silent' })

describe('names in questions to a directory', () => {
  test.each([
    ['*', '(uid=\\2a)'],
    ['a)(uid=*', '(uid=a\\29\\28uid=\\2a)'],
    ['a\\b\0', '(uid=a\\5cb\\00)'],
    ['$&{name}', '(uid=$&{name})'],
  ])('%j stays a name', (name, filter) => {
    expect(filterFor('(uid={name})', name)).toBe(filter)
  })

  test('two spellings of a distinguished name are one', () => {
    const spellings = [
      'CN=Sở Y tế\\2C HN, OU=Groups ,DC=tinh',
      'cn=sở y tế\\, hn,ou=groups,dc=TINH',
    ]
    expect(new Set(spellings.map(foldDn)).size).toBe(1)
    expect(foldDn('cn=a\\,ou=b')).not.toBe(foldDn('cn=a,ou=b'))
  })
})

describe('a directory', () => {
  let server: LdapServer
  let api: RunningApi
  let ways: SignInWays

  beforeAll(async () => {
    if (ldapMissing !== null) return
    const people = { hoa: password, binh: password, 'ngoai.cuoc': password, admin: password }
    const groups = { admins: ['hoa', 'admin'], officers: ['hoa', 'binh'], others: ['ngoai.cuoc'] }
    server = await startLdap(directoryOf(people, groups))
  })
  afterAll(() => server?.stop())
  beforeEach(async (context) => {
    if (ldapMissing !== null) return context.skip(ldapMissing)
    ways = await waysTo({ url: server.url, isStartTls: false })
    api = await startApi({ signInWays: ways })
    await addLocal(api, { name: 'admin', role: 'administrator', password: localPassword })
  })
  afterEach(() => api?.stop())

  async function waysTo(
    wanted: { url: string; isStartTls: boolean },
    bindPassword = ldapBind.password,
  ) {
    const groupsFile = join(server.folder, 'groups.json')
    const roles = {
      [groupDn('admins').toUpperCase()]: 'administrator',
      [groupDn('officers')]: 'officer',
    }
    await writeFile(groupsFile, JSON.stringify(roles))
    const bindPasswordFile = join(server.folder, 'bind-password')
    await writeFile(bindPasswordFile, `${bindPassword}\n`)
    const ldap = {
      ...wanted,
      base: ldapBase,
      bindDn: ldapBind.dn,
      bindPasswordFile,
      caFile: join(server.folder, 'ca.pem'),
      userFilter: '(uid={name})',
      groupsFile,
    }
    return openSignInWays({ ldap, oidc: null, address: 'localhost:1' }, log)
  }

  async function changeMember(group: string, uid: string, operation: 'add' | 'delete') {
    const client = await server.open()
    const modification = new Attribute({ type: 'member', values: [personDn(uid)] })
    await client.modify(groupDn(group), new Change({ operation, modification }))
    await client.unbind()
  }
  const check = (directory = ways.directory) =>
    peopleCheck({ store: api.store, now: () => api.clock.nowMs, log, directory })

  test('somebody of a group signs in with the role of the first group that fits', async () => {
    const browser = openBrowser(api)
    expect((await browser.signIn('HOA', password)).said).toMatchObject({
      user: { name: 'hoa', role: 'administrator' },
    })
    expect((await browser.get('/api/account')).said).toMatchObject({ source: 'ldap' })
    expect((await openBrowser(api).signIn('binh', password)).said).toMatchObject({
      user: { role: 'officer' },
    })
  })

  test('STARTTLS is used before anything is said', async () => {
    const { directory } = await waysTo({ url: server.plainUrl, isStartTls: true })
    expect(await directory?.signIn('hoa', password)).toMatchObject({ name: 'hoa' })
  })

  test.each([
    ['hoa', 'không phải mật khẩu'],
    ['hoa', ' '],
    ['nobody', password],
    ['*', password],
    ['h*', password],
    ['hoa)(uid=*', password],
  ])('%j with %j is nobody', async (name, given) => {
    expect((await openBrowser(api).signIn(name, given)).said).toMatchObject({
      code: 'SIGN_IN_FAILED',
    })
  })

  test('an empty password never binds', async () => {
    expect(await ways.directory?.signIn('hoa', '')).toBeNull()
  })

  test('a right password without a group that has a role is told so, and gets no account', async () => {
    const answer = await openBrowser(api).signIn('ngoai.cuoc', password)
    expect(answer.said).toMatchObject({ code: 'ACCOUNT_WITHOUT_ROLE' })
    const rows = await api.store.reader.selectFrom('console_user').select('name').execute()
    expect(rows).toEqual([{ name: 'admin' }])
  })

  test('a local account is never asked of the directory, nor taken over by one of its name', async () => {
    expect((await openBrowser(api).signIn('admin', password)).status).toBe(401)
    expect((await openBrowser(api).signIn('admin', localPassword)).said).toMatchObject({
      user: { name: 'admin' },
    })
  })

  test('a directory that is down says so, and local accounts sign in', async () => {
    await server.halt()
    const answer = await openBrowser(api).signIn('hoa', password)
    expect([answer.status, answer.said]).toMatchObject([503, { code: 'DIRECTORY_UNAVAILABLE' }])
    expect((await openBrowser(api).signIn('admin', localPassword)).status).toBe(200)
    await server.start()
    expect((await openBrowser(api).signIn('hoa', password)).status).toBe(200)
  })

  test('a wrong certificate, and a wrong password of the service, are a directory that cannot be asked', async () => {
    const [elsewhere, misconfigured] = [
      await waysTo({ url: server.url.replace('localhost', '127.0.0.2'), isStartTls: false }),
      await waysTo({ url: server.url, isStartTls: false }, 'không phải'),
    ]
    for (const { directory } of [elsewhere, misconfigured]) {
      await expect(directory?.signIn('hoa', password)).rejects.toMatchObject({
        code: 'DIRECTORY_UNAVAILABLE',
      })
    }
  })

  test('whoever leaves all groups is out at the next check, and cannot sign in again', async () => {
    const browser = openBrowser(api)
    await browser.signIn('binh', password)
    await check().run(0)
    expect((await browser.get('/api/account')).status).toBe(200)
    await changeMember('officers', 'binh', 'delete')
    await check().run(0)
    expect((await browser.get('/api/account')).status).toBe(401)
    expect((await openBrowser(api).signIn('binh', password)).said).toMatchObject({
      code: 'ACCOUNT_WITHOUT_ROLE',
    })
    await changeMember('officers', 'binh', 'add')
    expect(await auditedActions(api)).toContain('end-sessions')
  })

  test('a check that finds the directory down ends nothing', async () => {
    const browser = openBrowser(api)
    await browser.signIn('binh', password)
    await server.halt()
    await check().run(0)
    expect((await browser.get('/api/account')).status).toBe(200)
    await server.start()
  })

  test('another group changes the role of who is signed in at the next check', async () => {
    const browser = openBrowser(api)
    await browser.signIn('hoa', password)
    await changeMember('admins', 'hoa', 'delete')
    await check().run(0)
    expect(await browser.who()).toMatchObject({ user: { role: 'officer' } })
    await changeMember('admins', 'hoa', 'add')
  })

  test('somebody of a directory has an authenticator too, turned off with the password kept there', async () => {
    const browser = openBrowser(api)
    await browser.signIn('binh', password)
    const { secret } = (await browser.post('/api/account/totp')).said as { secret: string }
    const code = codeAt(secret, api.clock.nowMs)
    await browser.post('/api/account/totp/confirm', { code })
    const again = openBrowser(api)
    expect((await again.signIn('binh', password)).said).toMatchObject({ needs: 'totp' })
    const refused = await browser.post('/api/account/totp/off', { password: localPassword })
    expect(refused.said).toMatchObject({ code: 'PASSWORD_WRONG' })
    expect((await browser.post('/api/account/totp/off', { password })).status).toBe(200)
    const changed = { current: password, next: 'một câu khác thật dài' }
    expect((await browser.post('/api/account/password', changed)).said).toMatchObject({
      code: 'PASSWORD_ELSEWHERE',
    })
  })
})
