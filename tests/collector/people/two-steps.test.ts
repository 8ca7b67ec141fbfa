import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { startApi, type RunningApi } from '../api/running-api.ts'
import { addLocal, auditedActions, codeAt, openBrowser, type Browser } from './signing-in.ts'

let api: RunningApi
beforeEach(async () => void (api = await startApi()))
afterEach(() => api.stop())

const password = 'một câu đủ dài để nhớ'
const stepMs = 30_000
const offer = z.object({ secret: z.string(), uri: z.string() })
const recovery = z.object({ recoveryCodes: z.array(z.string()).length(10) })
const signedOut = { user: null, csrf: null }
const asksFor = (needs: string) => ({ ...signedOut, needs })

/** Somebody with an authenticator, signed out again; the code that proved it is spent. */
async function withTotp(name = 'hoa') {
  await addLocal(api, { name, role: 'officer', password })
  const browser = openBrowser(api)
  await browser.signIn(name, password)
  const { secret, uri } = offer.parse((await browser.post('/api/account/totp')).said)
  const code = codeAt(secret, api.clock.nowMs)
  const confirmed = await browser.post('/api/account/totp/confirm', { code })
  const { recoveryCodes } = recovery.parse(confirmed.said)
  await browser.delete('/api/session')
  api.clock.nowMs += stepMs
  return { secret, uri, recoveryCodes, spent: code }
}

const sendCode = (browser: Browser, code: string) => browser.post('/api/session/totp', { code })

test('a password opens no session where an authenticator is on; its code does', async () => {
  const { secret, uri } = await withTotp()
  expect(uri).toMatch(/^otpauth:\/\/totp\/Khi%C3%AAn:hoa\?.*secret=[A-Z2-7]{32}/)
  const browser = openBrowser(api)
  expect((await browser.signIn('hoa', password)).said).toEqual(asksFor('totp'))
  expect(await browser.who()).toEqual(signedOut)
  expect((await browser.get('/api/account')).status).toBe(401)
  const entered = await sendCode(browser, codeAt(secret, api.clock.nowMs))
  expect(entered.said).toMatchObject({ user: { name: 'hoa', role: 'officer' } })
  expect(await browser.who()).toMatchObject({ user: { name: 'hoa' } })
  expect(browser.cookies.has('__Host-khien-step')).toBe(false)
})

test('a code is good once, in another browser too', async () => {
  const { secret, spent } = await withTotp()
  const code = codeAt(secret, api.clock.nowMs)
  const [first, second] = [openBrowser(api), openBrowser(api)]
  for (const browser of [first, second]) await browser.signIn('hoa', password)
  // The code that turned it on is one step old, which a slow telephone may be; but it is spent.
  expect((await sendCode(first, spent)).said).toMatchObject({ code: 'SIGN_IN_CODE_WRONG' })
  expect((await sendCode(first, code)).status).toBe(200)
  expect((await sendCode(second, code)).said).toMatchObject({ code: 'SIGN_IN_CODE_WRONG' })
})

test.each([
  [-1, 200],
  [1, 200],
  [-2, 401],
  [2, 401],
])('a telephone that is %i steps off is answered by %i', async (steps, status) => {
  const { secret } = await withTotp()
  api.clock.nowMs += 10 * stepMs
  const browser = openBrowser(api)
  await browser.signIn('hoa', password)
  const answer = await sendCode(browser, codeAt(secret, api.clock.nowMs + steps * stepMs))
  expect(answer.status).toBe(status)
})

test('a recovery code stands for one code, once, however it is typed', async () => {
  const { recoveryCodes } = await withTotp()
  const [code = ''] = recoveryCodes
  const first = openBrowser(api)
  await first.signIn('hoa', password)
  expect((await sendCode(first, ` ${code.toUpperCase().replaceAll('-', ' ')}`)).status).toBe(200)
  expect((await first.get('/api/account')).said).toMatchObject({ totp: { recoveryCodesLeft: 9 } })
  const second = openBrowser(api)
  await second.signIn('hoa', password)
  expect((await sendCode(second, code)).said).toMatchObject({ code: 'SIGN_IN_CODE_WRONG' })
  expect(await auditedActions(api)).toContain('use-recovery-code')
})

test('new recovery codes end the old ones, and want the password', async () => {
  const { secret, recoveryCodes } = await withTotp()
  const browser = openBrowser(api)
  await browser.signIn('hoa', password)
  await sendCode(browser, codeAt(secret, api.clock.nowMs))
  const wrong = await browser.post('/api/account/recovery-codes', { password: 'không phải' })
  expect(wrong.said).toMatchObject({ code: 'PASSWORD_WRONG' })
  const renewed = await browser.post('/api/account/recovery-codes', { password })
  const fresh = recovery.parse(renewed.said).recoveryCodes
  expect(fresh.filter((code) => recoveryCodes.includes(code))).toEqual([])
  await browser.delete('/api/session')
  await browser.signIn('hoa', password)
  expect((await sendCode(browser, recoveryCodes[0] ?? '')).status).toBe(401)
  expect((await sendCode(browser, fresh[0] ?? '')).status).toBe(200)
})

test('guesses at the second step cost a wait, and a right password does not wash them off', async () => {
  const { secret } = await withTotp()
  const statuses: number[] = []
  for (let tries = 0; tries < 7; tries += 1) {
    const browser = openBrowser(api)
    await browser.signIn('hoa', password)
    statuses.push((await sendCode(browser, '000000')).status)
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
  const browser = openBrowser(api)
  await browser.signIn('hoa', password)
  expect((await sendCode(browser, codeAt(secret, api.clock.nowMs))).status).toBe(429)
})

test('a code without a password, or long after it, opens nothing', async () => {
  const { secret } = await withTotp()
  const code = codeAt(secret, api.clock.nowMs)
  expect((await sendCode(openBrowser(api), code)).said).toMatchObject({ code: 'SIGN_IN_STEP_OVER' })
  const late = openBrowser(api)
  await late.signIn('hoa', password)
  api.clock.nowMs += 10 * 60_000
  const answer = await sendCode(late, codeAt(secret, api.clock.nowMs))
  expect(answer.said).toMatchObject({ code: 'SIGN_IN_STEP_OVER' })
})

test('an authenticator is turned off with the password, by its owner', async () => {
  const { secret } = await withTotp()
  const browser = openBrowser(api)
  await browser.signIn('hoa', password)
  await sendCode(browser, codeAt(secret, api.clock.nowMs))
  const refused = await browser.post('/api/account/totp/off', { password: 'không phải' })
  expect(refused.said).toMatchObject({ code: 'PASSWORD_WRONG' })
  const off = await browser.post('/api/account/totp/off', { password })
  expect(off.said).toMatchObject({ totp: { isOn: false, recoveryCodesLeft: 0 } })
  const next = openBrowser(api)
  expect((await next.signIn('hoa', password)).said).toMatchObject({ user: { name: 'hoa' } })
})

test('a wrong first code turns nothing on', async () => {
  await addLocal(api, { name: 'hoa', role: 'officer', password })
  const browser = openBrowser(api)
  await browser.signIn('hoa', password)
  const early = await browser.post('/api/account/totp/confirm', { code: '123456' })
  expect(early.said).toMatchObject({ code: 'TOTP_NOT_STARTED' })
  await browser.post('/api/account/totp')
  const wrong = await browser.post('/api/account/totp/confirm', { code: '000000' })
  expect(wrong.said).toMatchObject({ code: 'TOTP_CODE_WRONG' })
  expect((await browser.get('/api/account')).said).toMatchObject({ totp: { isOn: false } })
})

test('where a role must have one, it is set up between password and session, and cannot be turned off', async () => {
  await addLocal(api, { name: 'admin', role: 'administrator', password })
  const first = openBrowser(api)
  await first.signIn('admin', password)
  await first.post('/api/sign-in-rules', { totpRoles: ['administrator'], expectedRevision: 0 })
  expect(await first.who()).toMatchObject({ user: { name: 'admin' } })

  const browser = openBrowser(api)
  expect((await browser.signIn('admin', password)).said).toEqual(asksFor('totp-setup'))
  expect(await browser.who()).toEqual(signedOut)
  const { secret } = offer.parse((await browser.post('/api/session/totp-setup')).said)
  const code = codeAt(secret, api.clock.nowMs)
  const done = await browser.post('/api/session/totp-setup/confirm', { code })
  expect(recovery.parse(done.said).recoveryCodes).toHaveLength(10)
  expect(await browser.who()).toMatchObject({ user: { name: 'admin' } })
  const off = await browser.post('/api/account/totp/off', { password })
  expect(off.said).toMatchObject({ code: 'TOTP_REQUIRED' })
})

test('neither a secret of an authenticator nor a recovery code is in the audit', async () => {
  const { secret, recoveryCodes } = await withTotp()
  const audit = JSON.stringify(await api.store.reader.selectFrom('audit').selectAll().execute())
  const codes = JSON.stringify(
    await api.store.reader.selectFrom('recovery_code').selectAll().execute(),
  )
  expect(audit).not.toContain(secret)
  for (const code of recoveryCodes) expect(audit + codes).not.toContain(code)
})
