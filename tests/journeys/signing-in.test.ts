import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSignInWays } from '#collector/sign-in-ways.ts'
import { startApi, type RunningApi } from '#tests/collector/api/running-api.ts'
import { addLocal, codeAt } from '#tests/collector/people/signing-in.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { freePort, temporaryFolder } from '#tests/support/processes.ts'
import { seedProvince } from '#tests/support/seed.ts'
import {
  oidcClient,
  startSignInService,
  type SignInService,
} from '#tests/support/sign-in-service.ts'

/* Signing in as people do it, in a real browser: step by step, over a sign-in service, and again in mid-sentence. */

const webFolder = process.env['WEB_FOLDER'] ?? join(import.meta.dirname, '../../collector/web/dist')
const password = 'một câu đủ dài để nhớ'
const own = 'câu của riêng tôi 2026'

let api: RunningApi
let browser: Browser
let service: SignInService
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let origin: string

beforeAll(async () => {
  if (!existsSync(webFolder)) throw new Error('build the web pages first: npm run build')
  folder = await temporaryFolder()
  const port = await freePort()
  origin = `https://localhost:${port}`
  service = await startSignInService(`${origin}/api/session/oidc/callback`)
  service.subjects.set('s-1', { name: 'qua.dich.vu', groups: ['khien-officers'] })
  service.next.subject = 's-1'
  api = await startApi({ webFolder, signInWays: await waysOver(service.issuer, port) })
  await seedProvince(api.store, 20)
  await addLocal(api, { name: 'admin', role: 'administrator', password })
  await api.app.listen({ port, host: '127.0.0.1' })
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await api?.stop()
  await service?.stop()
  await folder?.remove()
})

async function waysOver(issuer: string, port: number) {
  const clientSecretFile = join(folder.path, 'secret')
  await writeFile(clientSecretFile, oidcClient.secret)
  const groupsFile = join(folder.path, 'groups.json')
  await writeFile(groupsFile, JSON.stringify({ 'khien-officers': 'officer' }))
  const named = { clientId: oidcClient.id, clientSecretFile, groupsClaim: 'groups', groupsFile }
  const address = `localhost:${port}`
  return openSignInWays(
    { ldap: null, oidc: { issuer, ...named }, address },
    pino({ enabled: false }),
  )
}

async function openPage(path = '/'): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'vi' })
  const page = await context.newPage()
  await page.goto(`${origin}${path}`)
  return page
}

async function give(page: Page, name: string, word: string) {
  await page.locator('input[name=name]').fill(name)
  await page.locator('input[name=password]').fill(word)
  await page.locator('button[type=submit]').click()
}

const inside = (page: Page) => page.locator('#main').waitFor()
const byName = (page: Page, role: 'button' | 'menuitem', name: string) =>
  page.getByRole(role, { name, exact: true })

test('somebody is added, chooses a password, sets an authenticator up and signs in with it', async () => {
  const admin = await openPage('/administration/people')
  await give(admin, 'admin', password)
  await byName(admin, 'button', 'Thêm người dùng').click()
  await admin.locator('input[name=person-name]').fill('Lê Thị Hoa')
  await admin.getByRole('dialog').getByRole('button', { name: 'Thêm người dùng' }).click()
  const oneTime = await admin.locator('output').innerText()
  await admin.getByText('Tôi đã chép mật khẩu').click()
  await admin.context().close()

  const page = await openPage('/account')
  await give(page, 'le thi hoa', oneTime)
  await page.locator('input[name=new-password]').fill(own)
  await page.locator('input[name=repeat-password]').fill(own)
  await page.locator('button[type=submit]').click()
  await byName(page, 'button', 'Bật xác thực hai bước').click()
  await page.locator('details summary').click()
  const secret = (await page.locator('details code').innerText()).replaceAll(' ', '')
  await page.locator('input[name=code]').fill(codeAt(secret, api.clock.nowMs))
  await page.getByRole('dialog').locator('button[type=submit]').click()
  const recovery = await page.locator('ol li').first().innerText()
  await page.getByLabel('Tôi đã lưu các mã này').check()
  await byName(page, 'button', 'Tiếp tục').click()
  await page.getByText('Còn 10 mã khôi phục').waitFor()
  await page.context().close()

  api.clock.nowMs += 30_000
  const again = await openPage()
  await give(again, 'le thi hoa', own)
  await again.locator('input[name=code]').fill('000000')
  await again.locator('button[type=submit]').click()
  await again.getByRole('alert').waitFor()
  await again.locator('input[name=code]').fill(codeAt(secret, api.clock.nowMs))
  await again.locator('button[type=submit]').click()
  await inside(again)
  await again.context().close()

  const lost = await openPage()
  await give(lost, 'le thi hoa', own)
  await lost.getByText('Không có điện thoại?').click()
  await lost.locator('input[name=code]').fill(recovery)
  await lost.locator('button[type=submit]').click()
  await inside(lost)
  await lost.context().close()
}, 120_000)

test('a session that ends while somebody types asks for the password over the screen, and then goes on', async () => {
  const page = await openPage('/administration/people')
  await give(page, 'admin', password)
  await byName(page, 'button', 'Thêm người dùng').click()
  await page.locator('input[name=person-name]').fill('Người đang nhập dở')
  await api.store.db.deleteFrom('console_session').execute()
  await page.getByRole('dialog').getByRole('button', { name: 'Thêm người dùng' }).click()
  await page.getByText('Phiên làm việc đã hết').waitFor()
  expect(await page.locator('input[name=person-name]').inputValue()).toBe('Người đang nhập dở')
  await page.locator('input[name=password]').fill('không phải mật khẩu')
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await page.getByRole('alert').waitFor()
  await page.locator('input[name=password]').fill(password)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await page.getByText('Mật khẩu dùng một lần của Người đang nhập dở').waitFor()
  const made = await api.store.reader
    .selectFrom('console_user')
    .select('name')
    .where('name', '=', 'Người đang nhập dở')
    .execute()
  expect(made).toHaveLength(1)
  await page.context().close()
}, 120_000)

test('over the sign-in service the browser comes back signed in, to the page that was asked for', async () => {
  const page = await openPage('/hosts?state=unmet')
  await page.getByText('Đăng nhập một lần của tỉnh').click()
  await inside(page)
  await page.waitForURL(`${origin}/hosts?state=unmet`)
  await page.getByRole('button', { name: 'qua.dich.vu' }).waitFor()
  await page.context().close()
}, 120_000)
