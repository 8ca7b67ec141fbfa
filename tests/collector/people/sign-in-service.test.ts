import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pathOfOurs } from '#collector/api/people/provider.ts'
import { openSignInWays } from '#collector/sign-in-ways.ts'
import { temporaryFolder } from '#tests/support/processes.ts'
import {
  oidcClient,
  startSignInService,
  type SignInService,
} from '#tests/support/sign-in-service.ts'
import { host, startApi, type RunningApi } from '../api/running-api.ts'
import { addLocal, openBrowser, type Browser } from './signing-in.ts'

const callback = '/api/session/oidc/callback'
const log = pino({ level: 'silent' })
const password = 'một câu đủ dài để nhớ'

let service: SignInService
let api: RunningApi
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeEach(async () => {
  folder = await temporaryFolder()
  service = await startSignInService(`https://${host}${callback}`)
  service.subjects.set('s-1', { name: 'hoa', groups: ['mọi người', 'khien-officers'] })
  service.subjects.set('s-2', { name: 'khach', groups: ['mọi người'] })
  service.subjects.set('s-3', { name: 'admin', groups: ['khien-officers'] })
  service.next.subject = 's-1'
  api = await startApi({ signInWays: await ways(service.issuer) })
})
afterEach(async () => {
  await api.stop()
  await service.stop()
  await folder.remove()
})

async function ways(issuer: string) {
  const clientSecretFile = join(folder.path, 'secret')
  await writeFile(clientSecretFile, oidcClient.secret)
  const groupsFile = join(folder.path, 'groups.json')
  await writeFile(groupsFile, JSON.stringify({ 'khien-officers': 'officer' }))
  const named = { clientId: oidcClient.id, clientSecretFile, groupsClaim: 'groups', groupsFile }
  return openSignInWays({ ldap: null, oidc: { issuer, ...named }, address: host }, log)
}

/** Follows the service by hand until it sends the browser back; the answer is that path with its query. */
async function throughService(from: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = from
  for (let hops = 0; hops < 12; hops += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`no way on from ${url}: ${await answer.text()}`)
    url = new URL(location, url).href
    if (url.startsWith(`https://${host}`)) return url.slice(`https://${host}`.length)
  }
  throw new Error('the service sends the browser in circles')
}

/** Over the service and back, as a browser does it. */
async function signInOver(browser: Browser, to = '/') {
  const away = await browser.get(`/api/session/oidc?to=${encodeURIComponent(to)}`)
  expect(away.status).toBe(302)
  return browser.get(await throughService(String(away.headers['location'])))
}

test('the code flow signs in with the role of the group, and goes on from a page of ours', async () => {
  const browser = openBrowser(api)
  const back = await signInOver(browser, '/hosts?state=unmet')
  expect(back.status).toBe(200)
  expect(back.text).toContain('<meta http-equiv="refresh" content="0;url=/hosts?state=unmet">')
  const cookies = [back.headers['set-cookie']].flat().join('\n')
  expect(cookies).toMatch(/__Host-khien=[^;]{43};.*SameSite=Strict/)
  expect(await browser.who()).toMatchObject({ user: { name: 'hoa', role: 'officer' } })
  expect((await browser.get('/api/account')).said).toMatchObject({
    source: 'oidc',
    totp: { isPossible: false },
  })
})

test('the way there asks with PKCE, state and nonce, bound to this browser', async () => {
  const away = await openBrowser(api).get('/api/session/oidc')
  const { searchParams } = new URL(String(away.headers['location']))
  expect(searchParams.get('code_challenge_method')).toBe('S256')
  expect(searchParams.get('response_type')).toBe('code')
  for (const name of ['code_challenge', 'state', 'nonce']) {
    expect(searchParams.get(name)?.length).toBeGreaterThan(30)
  }
  expect(String(away.headers['set-cookie'])).toMatch(
    /__Host-khien-oidc=[^;]{43};.*HttpOnly; Secure; SameSite=Lax/,
  )
})

test('an answer is good once, for the browser that asked, with the state it was given', async () => {
  const [browser, other] = [openBrowser(api), openBrowser(api)]
  const away = await browser.get('/api/session/oidc')
  const path = await throughService(String(away.headers['location']))
  const stolen = await other.get(path)
  expect([stolen.status, stolen.text.includes('Hãy đăng nhập lại từ đầu')]).toEqual([401, true])
  const cookie = browser.cookies.get('__Host-khien-oidc') ?? ''
  expect((await browser.get(path)).status).toBe(200)
  browser.cookies.set('__Host-khien-oidc', cookie)
  expect((await browser.get(path)).status).toBe(401)

  const again = await browser.get('/api/session/oidc')
  const changed = new URL(
    await throughService(String(again.headers['location'])),
    `https://${host}`,
  )
  changed.searchParams.set('state', 'of somebody else')
  expect((await browser.get(changed.pathname + changed.search)).status).toBe(403)
})

test('a role is asked of the groups at each sign-in, and without one nobody gets in', async () => {
  await signInOver(openBrowser(api))
  service.subjects.set('s-1', { name: 'hoa', groups: [] })
  const without = await signInOver(openBrowser(api))
  expect([without.status, without.text.includes('không thuộc nhóm nào')]).toEqual([403, true])
  service.next.subject = 's-2'
  expect((await signInOver(openBrowser(api))).status).toBe(403)
})

test('a name of the service never becomes a local account of that name', async () => {
  await addLocal(api, { name: 'Admin', role: 'administrator', password })
  service.next.subject = 's-3'
  const browser = openBrowser(api)
  expect((await signInOver(browser)).status).toBe(409)
  expect(await browser.who()).toMatchObject({ user: null })
})

test('whoever comes over the service has no password here', async () => {
  await signInOver(openBrowser(api))
  expect((await openBrowser(api).signIn('hoa', '')).status).toBe(400)
  expect((await openBrowser(api).signIn('hoa', password)).said).toMatchObject({
    code: 'SIGN_IN_FAILED',
  })
})

test('a "no" of the service is told, and a service that is down says so', async () => {
  service.next.subject = null
  const refused = await signInOver(openBrowser(api))
  expect([refused.status, refused.text.includes('access_denied')]).toEqual([403, true])
  const down = await startApi({ signInWays: await ways('http://127.0.0.1:1') })
  const answer = await openBrowser(down).get('/api/session/oidc')
  await down.stop()
  expect([answer.status, answer.text.includes('vẫn đăng nhập được')]).toEqual([503, true])
})

test.each([
  ['/hosts?state=unmet#x', '/hosts?state=unmet#x'],
  ['//elsewhere.example/', '/'],
  ['/\\elsewhere.example/', '/'],
  ['https://elsewhere.example/', '/'],
  ['/api/session', '/'],
  ['/a\nb', '/'],
  [undefined, '/'],
])('after a sign-in %j goes on to %j', (asked, path) => {
  expect(pathOfOurs(asked)).toBe(path)
})
