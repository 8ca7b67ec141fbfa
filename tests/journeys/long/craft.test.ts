import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  call,
  password,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'

/*
 * What is true of every screen alike: the focus comes back from a dialog, paper shows what the screen shows, figures
 * move while they are looked at and rows do not, and a line that is cut says so.
 */

const webFolder =
  process.env['WEB_FOLDER'] ?? join(import.meta.dirname, '../../../collector/web/dist')
const plan = '/plans/qn-2458-2017'
const indicator = `${plan}/indicator?of=qn2458.i04`

let api: RunningApi
let browser: Browser
let page: Page
let origin: string
let administrator: SignedIn
let province: SeededProvince
const faults: string[] = []

beforeAll(async () => {
  if (!existsSync(webFolder)) throw new Error('build the web pages first: npm run build')
  api = await startApi({ webFolder })
  province = await seedProvince(api.store, 150)
  administrator = await signInAs(api, 'administrator')
  await declare('MT-0', province.health)
  const address = await api.app.listen({ port: 0, host: '127.0.0.1' })
  origin = address.replace('127.0.0.1', 'localhost')
  browser = await openBrowser()
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'vi',
    viewport: { width: 1440, height: 900 },
  })
  page = await context.newPage()
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${origin}/`)
  await page.locator('input[name=name]').fill('administrator')
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('#main').waitFor()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await api?.stop()
})

async function declare(code: string, agencyId: string): Promise<void> {
  const machine = {
    code,
    class: 'workstation',
    name: null,
    serial: null,
    assetTag: null,
    macs: [],
    room: null,
    state: 'in-use',
    stateReason: null,
    carriesNoAgent: false,
  }
  const body = { kind: 'machine', agencyId, body: machine, fromDay: '2026-01-01', evidence: null }
  const answer = await call(api, administrator, {
    method: 'POST',
    url: '/api/register/entries',
    body,
  })
  expect([answer.statusCode, answer.body]).toEqual([200, answer.body])
}

async function open(path: string): Promise<void> {
  await page.goto(`${origin}${path}`)
  await page.locator('#main h1').first().waitFor()
}

const focused = () =>
  page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 60) ?? '')

/** Screens with the button of a dialog on them. */
const dialogs = [
  ['/organisations', 'Thêm cơ quan, đơn vị'],
  ['/organisations/roles', 'Ghi nhận vai trò'],
  ['/administration/people', 'Thêm người dùng'],
  ['/snapshots', 'Chốt số liệu'],
  ['/register/entries?kind=machine', 'Kê khai'],
] as const

test.each(dialogs)(
  'from a dialog of %s the focus comes back to what opened it, by the keyboard alone',
  { timeout: 60_000 },
  async (path, name) => {
    await open(path)
    const button = page.locator('#main').getByRole('button', { name }).first()
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').first().waitFor()
    expect(
      await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null),
    ).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').first().waitFor({ state: 'detached' })
    await expect.poll(focused).toBe(((await button.textContent()) ?? '').trim().slice(0, 60))
  },
)

const printed = [
  '/',
  '/indicators',
  indicator,
  '/organisations',
  '/hosts',
  '/todo',
  '/register',
  '/snapshots',
  '/obligations',
  '/administration/people',
] as const

test.each(printed)('nothing of %s is cut off on A4', { timeout: 60_000 }, async (path) => {
  await open(path)
  await page.waitForTimeout(800)
  await page.emulateMedia({ media: 'print' })
  // What A4 leaves between its margins, at 96 dots an inch.
  await page.setViewportSize({ width: 688, height: 1000 })
  const cut = await page.evaluate(() => {
    const scrollers = [...document.querySelectorAll('#main, #main *')].filter((element) => {
      const { overflowX } = getComputedStyle(element)
      const isWide = element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 200
      return overflowX !== 'visible' && isWide
    })
    return scrollers.map((element) => `${element.tagName} ${element.className}`)
  })
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  await page.emulateMedia({ media: 'screen' })
  await page.setViewportSize({ width: 1440, height: 900 })
  expect([cut, beyond > 0]).toEqual([[], false])
})

test('the list of computers prints the rows of the screen and no empty paper', async () => {
  await open('/hosts')
  await page.locator('tr[data-row]').first().waitFor()
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0
  expect(pages).toBeGreaterThan(0)
  expect(pages).toBeLessThanOrEqual(6)
})

test('figures move while they are looked at, and rows keep their places', async () => {
  await open(indicator)
  const rows = page.locator('#main table').first().locator('tbody th')
  await rows.first().waitFor()
  const before = await page.locator('#main').textContent()
  const order = await rows.allTextContents()
  for (let index = 1; index <= 40; index += 1) await declare(`MT-${index}`, province.finance)
  await expect.poll(() => page.locator('#main').textContent(), { timeout: 20_000 }).not.toBe(before)
  expect(await rows.allTextContents()).toEqual(order)
})

test('a line that is cut says so, and goes on by itself', { timeout: 90_000 }, async () => {
  await open('/')
  const badge = page.locator('[data-status]').first()
  await expect.poll(() => badge.getAttribute('data-status'), { timeout: 20_000 }).toBe('live')
  await page.route('**/api/live*', (route) => route.abort())
  api.app.server.closeAllConnections()
  await expect.poll(() => badge.getAttribute('data-status'), { timeout: 40_000 }).toBe('lost')
  expect(await badge.textContent()).toContain('Mất kết nối')
  await page.unroute('**/api/live*')
  await expect.poll(() => badge.getAttribute('data-status'), { timeout: 40_000 }).toBe('live')
  expect(faults).toEqual([])
})
