import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { firstScreenBytesMax } from '#scripts/first-screen-budget.ts'
import { openBrowser, signIn } from '#tests/support/browser.ts'
import { reportMadeUpHosts } from '#tests/support/made-up-hosts.ts'
import {
  freePort,
  makeJoin,
  startCollector,
  temporaryFolder,
  type CollectorProcess,
} from '#tests/support/processes.ts'

/* What a browser loads before figures stand, and what is loaded after them or when it is asked for. */

vi.setConfig({ testTimeout: 90_000 })

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let browser: Browser
let context: BrowserContext
let page: Page
let errors: string[]

beforeAll(async () => {
  folder = await temporaryFolder()
  collector = await startCollector(folder.path, await freePort())
  const at = { dataDir: folder.path, port: collector.port }
  await reportMadeUpHosts(await makeJoin(at, 'Sở Y tế'), 4)
  browser = await openBrowser()
  context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'vi-VN' })
  const first = await context.newPage()
  await signIn(first, collector.port)
  await first.locator('#main').waitFor()
  await first.close()
}, 120_000)

beforeEach(async () => {
  page = await context.newPage()
  errors = []
  page.on('pageerror', (error) => errors.push(error.message))
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.clearBrowserCache')
})

afterEach(() => page.close())

afterAll(async () => {
  await browser?.close()
  collector?.signal('SIGTERM')
  await collector?.ended
  await folder?.remove()
})

const figures = () => page.getByText(/\d,\d%/).first()
const open = (path: string) =>
  page.goto(`https://localhost:${collector.port}${path}`, { waitUntil: 'commit' })

/** In the page, which knows the moment better than a test beside it: late parts come a second after it. */
function markFigures() {
  const seen = new MutationObserver(() => {
    if (!/\d,\d%/.test(document.querySelector('#main')?.textContent ?? '')) return
    seen.disconnect()
    performance.mark('figures')
  })
  seen.observe(document, { childList: true, subtree: true, characterData: true })
}

function namesBeforeFigures(): string[] {
  const [figures] = performance.getEntriesByName('figures')
  const resources = performance.getEntriesByType('resource')
  return resources
    .filter(({ startTime }) => startTime <= (figures?.startTime ?? 0))
    .map(({ name }) => name)
}

test('until figures stand, no more JavaScript is asked for than the budget has', async () => {
  const asked: Request[] = []
  page.on('request', (request) => request.resourceType() === 'script' && asked.push(request))
  await page.addInitScript(markFigures)
  await open('/')
  await page.waitForFunction(() => performance.getEntriesByName('figures').length > 0)
  const names = await page.evaluate(namesBeforeFigures)
  const before = asked.filter((request) => names.includes(request.url()))
  const sizes = await Promise.all(
    before.map(async (request) => {
      const response = await request.response()
      return gzipSync((await response?.body()) ?? '').length
    }),
  )
  expect(sizes.length).toBeGreaterThan(1)
  expect(sizes.every((bytes) => bytes > 0)).toBe(true)
  expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(firstScreenBytesMax)

  // What is left out comes by itself, before anybody asks for it.
  const isLateAsked = () => asked.some((request) => request.url().includes('user-menu-panel'))
  await expect.poll(isLateAsked, { timeout: 15_000 }).toBe(true)
  expect(before.some((request) => request.url().includes('user-menu-panel'))).toBe(false)
})

test('a panel that comes late opens at once, takes the keys, and gives the focus back', async () => {
  await open('/')
  await figures().waitFor()
  const button = page.getByRole('button', { name: /^Tài khoản/ })
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Đăng xuất' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)

  await page
    .locator('#main article')
    .getByRole('button', { name: /^Căn cứ/ })
    .first()
    .click()
  await page.getByRole('dialog').locator('blockquote').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Căn cứ')
  expect(errors).toEqual([])
})

test('a hint is read out with its element, and Escape puts it away', async () => {
  await open('/')
  await figures().waitFor()
  // Drawn anew once the line stands; what has the focus before loses it.
  const badge = page.getByRole('status').filter({ hasText: 'Trực tiếp' }).first()
  await badge.waitFor()
  await badge.focus()
  const hint = page.getByRole('tooltip')
  await hint.waitFor()
  const id = await badge.getAttribute('aria-describedby')
  expect(await page.locator(`[id="${id}"]`).textContent()).toBe(await hint.textContent())
  await page.keyboard.press('Escape')
  await hint.waitFor({ state: 'detached' })
})

test('where a late part cannot be loaded the screen stays, and the next press tries again', async () => {
  await page.route(/user-menu-panel/, (route) => route.abort())
  await open('/')
  await figures().waitFor()
  const button = page.getByRole('button', { name: /^Tài khoản/ })
  await button.click()
  await figures().waitFor()
  await page.unroute(/user-menu-panel/)
  await button.click()
  await page.getByRole('menuitem', { name: 'Đăng xuất' }).waitFor()
})

test('a screen that is not the first has all its words when it is opened by its address', async () => {
  await open('/register')
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toBe('')
  expect(errors).toEqual([])
})
