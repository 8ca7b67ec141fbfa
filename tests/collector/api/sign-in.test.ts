import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sessionIdleMs, sessionLifetimeMs } from '#store/sessions.ts'
import { hasAnyUser } from '#store/users.ts'
import {
  call,
  host,
  password,
  signInAs,
  startApi,
  trySignIn,
  type RunningApi,
} from './running-api.ts'

let api: RunningApi
beforeEach(async () => void (api = await startApi()))
afterEach(() => api.stop())

const who = { method: 'GET', url: '/api/session' } as const
const wrong = 'không phải mật khẩu'

describe('signing in', () => {
  test('gives a cookie that no script, no other site and no plain connection sees', async () => {
    await signInAs(api, 'leader', 'Lê Thị Hoa')
    const answer = await trySignIn(api, { name: ' le thi HOA ', password })
    expect(answer.json()).toMatchObject({ user: { name: 'Lê Thị Hoa', role: 'leader' } })
    expect(answer.cookies[0]).toMatchObject({
      name: '__Host-khien',
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
      path: '/',
    })
  })

  test('makes a new session and ends the one before', async () => {
    const first = await signInAs(api, 'leader')
    const again = await trySignIn(api, { name: 'leader', password }, { cookie: first.cookie })
    expect(again.cookies[0]?.value).not.toBe(first.cookie.split('=')[1])
    expect((await call(api, first, who)).json()).toEqual({ user: null, csrf: null })
  })

  test('says the same of a wrong password and of a name that nobody has', async () => {
    await signInAs(api, 'leader')
    const answers = await Promise.all(
      ['leader', 'nobody'].map((name) => trySignIn(api, { name, password: wrong })),
    )
    expect(answers.map((answer) => [answer.statusCode, answer.json()])).toEqual([
      [401, { code: 'SIGN_IN_FAILED', params: {} }],
      [401, { code: 'SIGN_IN_FAILED', params: {} }],
    ])
  })

  test.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'https://elsewhere.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: `https://${host}` }, 401],
    [{ 'sec-fetch-site': 'same-origin' }, 401],
  ])('with the headers %j is answered by %i', async (headers, status) => {
    const answer = await trySignIn(api, { name: 'nobody', password }, headers)
    expect(answer.statusCode).toBe(status)
  })

  test('stores neither the cookie nor the password', async () => {
    expect(await hasAnyUser(api.store.reader)).toBe(false)
    const { cookie } = await signInAs(api, 'leader')
    const users = await api.store.reader.selectFrom('console_user').selectAll().execute()
    const sessions = await api.store.reader.selectFrom('console_session').selectAll().execute()
    const stored = JSON.stringify([users, sessions])
    expect(await hasAnyUser(api.store.reader)).toBe(true)
    expect(users[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
    expect(stored).not.toContain(cookie.split('=')[1])
    expect(stored).not.toContain(password)
  })
})

describe('guessing', () => {
  const guess = (name: string) => trySignIn(api, { name, password: wrong })

  test('costs a wait that grows with each failure of the account, the right password included', async () => {
    await signInAs(api, 'leader')
    for (let tries = 0; tries < 5; tries++) await guess('leader')
    const waits: unknown[] = []
    for (let tries = 0; tries < 3; tries++) {
      const refused = await trySignIn(api, { name: 'Leader', password })
      waits.push([refused.statusCode, refused.json(), refused.headers['retry-after']])
      api.clock.nowMs += Number(refused.headers['retry-after']) * 1000
      await guess('leader')
    }
    const expected = (seconds: number) => [
      429,
      { code: 'SIGN_IN_TOO_OFTEN', params: { retryAfterSeconds: seconds } },
      String(seconds),
    ]
    expect(waits).toEqual([expected(1), expected(2), expected(4)])
    api.clock.nowMs += 8000
    expect((await trySignIn(api, { name: 'leader', password })).statusCode).toBe(200)
  })

  test('many passwords at once is not one guess', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => guess('nobody')))
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(5)
  })

  test('many names from one address costs a wait too', async () => {
    let refusedAt = 0
    for (let tries = 1; refusedAt === 0 && tries < 50; tries++) {
      if ((await guess(`person ${tries}`)).statusCode === 429) refusedAt = tries
    }
    expect(refusedAt).toBe(31)
  })
})

describe('a session', () => {
  test('ends when it is not used, and use prolongs it', async () => {
    const reader = await signInAs(api, 'leader')
    api.clock.nowMs += sessionIdleMs - 1
    expect((await call(api, reader, who)).json().user).not.toBeNull()
    api.clock.nowMs += sessionIdleMs - 1
    expect((await call(api, reader, who)).json().user).not.toBeNull()
    api.clock.nowMs += sessionIdleMs
    expect((await call(api, reader, who)).json().user).toBeNull()
  })

  test('ends after its lifetime however much it is used', async () => {
    const reader = await signInAs(api, 'leader')
    const hours = sessionLifetimeMs / 3_600_000
    for (let hour = 1; hour < hours; hour++) {
      api.clock.nowMs += 3_600_000
      expect((await call(api, reader, who)).json().user).not.toBeNull()
    }
    api.clock.nowMs += 3_600_000
    expect((await call(api, reader, who)).json().user).toBeNull()
  })

  test('ends by signing out, and both are in the audit', async () => {
    const reader = await signInAs(api, 'leader')
    const answer = await call(api, reader, { method: 'DELETE', url: '/api/session' })
    expect(answer.json()).toEqual({ user: null, csrf: null })
    expect((await call(api, reader, who)).json().user).toBeNull()
    const audit = await api.store.reader.selectFrom('audit').select(['actor', 'action']).execute()
    expect(audit).toEqual([
      { actor: 'command', action: 'create-user' },
      { actor: 'user leader', action: 'sign-in' },
      { actor: 'user leader', action: 'sign-out' },
    ])
  })
})
