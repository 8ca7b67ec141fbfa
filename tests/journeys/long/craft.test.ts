import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { declaredMachine } from '#tests/builders/declared-machine.ts'
import { call, signInAs, type RunningApi, type SignedIn } from '#tests/collector/api/running-api.ts'
import { signedInPage, startConsole, type RunningConsole } from '#tests/support/console.ts'
import { settled } from '#tests/support/screen-faults.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'

/*
 * What is true of every screen alike: the focus comes back from a dialog, paper shows what the screen shows, figures
 * move while they are looked at and rows do not, and a line that is cut says so.
 */

const plan = '/plans/qn-2458-2017'
const indicator = `${plan}/indicator?of=qn2458.i04`

let running: RunningConsole
let api: RunningApi
let page: Page
let origin: string
let administrator: SignedIn
let province: SeededProvince
const faults: string[] = []

beforeAll(async () => {
  running = await startConsole(async (started) => {
    api = started
    province = await seedProvince(api.store, 150)
    administrator = await signInAs(api, 'administrator')
    await declare('MT-0', province.health)
  })
  origin = running.origin
  page = await signedInPage(running, 'administrator', { reducedMotion: 'no-preference' })
  page.on('pageerror', (error) => faults.push(error.message))
}, 120_000)

afterAll(() => running?.stop())

async function declare(code: string, agencyId: string): Promise<void> {
  const machine = declaredMachine(code)
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
  await settled(page)
  onTestFinished(async () => {
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 1440, height: 900 })
  })
  await page.emulateMedia({ media: 'print' })
  // What A4 leaves between its margins, at 96 dots an inch.
  await page.setViewportSize({ width: 688, height: 1000 })
  // What follows the width by itself, a chart for one, is drawn again a moment later.
  await expect.poll(() => page.evaluate(cutOff), { timeout: 10_000 }).toEqual([])
})

/** What is wider than the sheet, or than what holds it. */
function cutOff(): string[] {
  const cut = [...document.querySelectorAll('#main, #main *')].filter((element) => {
    const { overflowX } = getComputedStyle(element)
    const isWide = element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 200
    return overflowX !== 'visible' && isWide
  })
  const names = cut.map((element) => `${element.tagName} ${element.className}`)
  return document.documentElement.scrollWidth > innerWidth ? ['the sheet', ...names] : names
}

test('the list of computers prints the rows of the screen and no empty paper', async () => {
  await open('/hosts')
  await page.locator('tr[data-row]').first().waitFor()
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0
  expect(pages).toBeGreaterThan(0)
  expect(pages).toBeLessThanOrEqual(6)
})

test('a card whose answer cannot be drawn says so, and the others stand', async () => {
  const answer = '**/api/plans/*/indicators/*'
  await page.route(answer, (route) => route.fulfill({ json: {} }))
  await open('/')
  const broken = page.locator('section').filter({ has: page.getByRole('alert') })
  await broken.waitFor()
  expect(await broken.count()).toBe(1)
  const heads = () => page.locator('#main section h2').allTextContents()
  expect((await heads()).length).toBeGreaterThan(4)
  expect(await page.locator('#main h1').count()).toBe(1)
  await page.unroute(answer)
  await broken.getByRole('button', { name: 'Thử lại' }).click()
  await broken.waitFor({ state: 'detached' })
  await page.getByRole('table').filter({ hasText: 'Kéo giảm' }).waitFor()
  faults.length = 0
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

test(
  'while the line is cut figures are asked for every 30 seconds',
  { timeout: 60_000 },
  async () => {
    const own = await signedInPage(running, 'administrator')
    await own.route('**/api/live*', (route) => route.abort())
    await own.clock.install()
    await own.goto(`${origin}${indicator}`)
    const main = own.locator('#main')
    await main.locator('table tbody th').first().waitFor()
    await expect
      .poll(() => own.locator('[data-status]').first().getAttribute('data-status'))
      .toBe('lost')
    const before = await main.textContent()
    for (let index = 41; index <= 80; index += 1) await declare(`MT-${index}`, province.finance)
    await own.clock.fastForward(20_000)
    expect(await main.textContent()).toBe(before)
    await own.clock.fastForward(11_000)
    await expect.poll(() => main.textContent()).not.toBe(before)
    expect(await own.locator('[data-status]').first().textContent()).toContain('số liệu đến')
    await own.context().close()
  },
)
