import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { csrfHeader, routes } from '#protocol/routes.ts'
import { openBrowser, signIn } from '#tests/support/browser.ts'
import { reportMadeUpHosts } from '#tests/support/made-up-hosts.ts'
import {
  freePort,
  makeJoin,
  startCollector,
  temporaryFolder,
  type CollectorProcess,
} from '#tests/support/processes.ts'
import { faultsOfPage } from '#tests/support/screen-faults.ts'

/* What stands around every screen: the day that is shown, the palette, the shortcuts, the first steps. */

vi.setConfig({ testTimeout: 90_000 })

const hourMs = 3_600_000

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  folder = await temporaryFolder()
  collector = await startCollector(folder.path, await freePort())
  const at = { dataDir: folder.path, port: collector.port }
  await reportMadeUpHosts(await makeJoin(at, 'Sở Y tế'), 4)
  browser = await openBrowser()
  context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'vi-VN',
    viewport: { width: 1440, height: 900 },
  })
  const first = await context.newPage()
  await signIn(first, collector.port)
  await first.locator('#main').waitFor()
  await first.close()
}, 120_000)

beforeEach(async () => {
  page = await context.newPage()
})

afterEach(() => page.close())

afterAll(async () => {
  await browser?.close()
  collector?.signal('SIGTERM')
  await collector?.ended
  await folder?.remove()
})

/** What another administrator does at the same time: the committee of the province is written down as issuer. */
async function nameIssuer(): Promise<void> {
  const address = (path: string) => `https://localhost:${collector.port}${path}`
  const session = await context.request.get(address(routes.session.path))
  const { csrf } = routes.session.output.parse(await session.json())
  const assignment = {
    role: 'people-committee',
    agencyId: null,
    organisationName: 'UBND tỉnh',
    forAgencyId: null,
    fromDay: '2026-01-01',
    untilDay: null,
    source: null,
    functions: null,
    representative: null,
    address: null,
    contact: null,
  }
  const answer = await context.request.post(address(routes.changeOrganisation.path), {
    headers: { [csrfHeader]: csrf ?? '' },
    data: { change: { kind: 'assign-role', assignment } },
  })
  expect([answer.status(), await answer.text()]).toEqual([200, expect.any(String)])
}

async function open(path: string): Promise<void> {
  await page.goto(`https://localhost:${collector.port}${path}`)
  await page.locator('h1').first().waitFor()
}

const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const asOfNow = () => new URL(page.url()).searchParams.get('asOf')

test('a day that is chosen goes along to every screen until the reader leaves it', async () => {
  await open('/')
  await page.getByRole('button', { name: 'Chọn ngày xem số liệu' }).click()
  await page.getByRole('button', { name: 'Hôm qua' }).click()
  await page.getByText('Đang xem số liệu đến').waitFor()
  const chosen = asOfNow()
  expect(chosen).toMatch(/^\d{13}$/)
  await page.getByRole('link', { name: 'Máy tính', exact: true }).click()
  await heading('Máy tính').waitFor()
  expect(asOfNow()).toBe(chosen)
  await page.getByRole('link', { name: 'Quản trị', exact: true }).click()
  await page.getByText('trang này chỉ có số liệu hiện tại').waitFor()
  await page.getByRole('link', { name: 'Về số liệu hiện tại' }).click()
  await page.getByText('trang này chỉ có số liệu hiện tại').waitFor({ state: 'detached' })
  expect(asOfNow()).toBeNull()
})

test('a day that is none, or still to come, is told and not shown', async () => {
  await open('/')
  await page.getByRole('button', { name: 'Chọn ngày xem số liệu' }).click()
  const field = page.getByRole('textbox', { name: 'Xem số liệu của ngày' })
  for (const [typed, told] of [
    ['31/2', 'Ghi ngày theo dạng dd/MM/yyyy'],
    ['31/02/2026', 'Lịch không có ngày 31/02/2026.'],
    ['01/01/2099', 'Muộn nhất là ngày '],
  ] as const) {
    await field.fill(typed)
    await page.keyboard.press('Enter')
    await page.getByText(told).waitFor()
    expect(asOfNow()).toBeNull()
  }
})

test.each([
  ['/?asOf=hom-qua', 'Đường dẫn ghi một ngày không đọc được'],
  ['/hosts?asOf=4102444800000', 'Đường dẫn ghi một ngày chưa tới'],
  ['/hosts/khong-phai-ma', 'Chưa hiển thị được'],
  ['/organisations/khong-co', 'Chưa hiển thị được'],
  ['/khong-co-trang-nay', 'Không có trang này'],
])('a wrong address says what is wrong: %s', async (path, told) => {
  await page.goto(`https://localhost:${collector.port}${path}`)
  await page.getByText(told).first().waitFor()
})

test('an address with a bad filter shows the rest of what it meant', async () => {
  await open('/hosts?state=khong-co&class=workstation&sort=len')
  await page.getByRole('button', { name: /Bỏ lọc: / }).waitFor()
  expect(await page.getByRole('button', { name: /Bỏ lọc: / }).count()).toBe(1)
})

test('the palette finds an agency without its marks, and Enter goes there', async () => {
  await open('/')
  await page.keyboard.press('Control+k')
  const field = page.getByRole('textbox', { name: 'Tìm nhanh trang, cơ quan hoặc máy tính' })
  await field.fill('so y te')
  await page.getByRole('button', { name: 'Sở Y tế' }).first().waitFor()
  expect(await faultsOfPage(page)).toEqual([])
  await page.keyboard.press('Enter')
  await heading('Sở Y tế').waitFor()
})

test('the palette asks the collector for hosts', async () => {
  await open('/')
  await page.keyboard.press('Control+k')
  const field = page.getByRole('textbox', { name: 'Tìm nhanh trang, cơ quan hoặc máy tính' })
  await field.fill('pc-')
  const found = page.getByRole('button', { name: /^PC-/ })
  await found.first().waitFor()
  const name = (await found.first().locator('span, div').first().innerText()).split('\n')[0] ?? ''
  await found.first().click()
  await heading(name).waitFor()
})

test('shortcuts go to places, and are listed', async () => {
  await open('/')
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await heading('Máy tính').waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Phím tắt' }).waitFor()
  expect(await faultsOfPage(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Phím tắt' }).waitFor({ state: 'detached' })
})

test('keys of a field and of an input method are no shortcuts', async () => {
  await open('/hosts')
  await page.keyboard.press('/')
  const search = page.getByRole('searchbox')
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(true)
  await page.keyboard.type('gi?')
  expect(await search.inputValue()).toBe('gi?')
  await search.blur()
  await page.evaluate(() => {
    const press = (init: KeyboardEventInit) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }))
    press({ key: 'g', isComposing: true })
    press({ key: 'i', isComposing: true })
    press({ key: '?', keyCode: 229 })
    press({ key: 'k', ctrlKey: true, isComposing: true })
  })
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(new URL(page.url()).pathname).toBe('/hosts')
})

test('the first steps tick themselves, can be put away, and come back when they are asked for', async () => {
  await open('/')
  const steps = page.getByRole('region', { name: 'Các bước bắt đầu' })
  await steps.getByText('4 máy').waitFor()
  const agencies = steps.getByRole('listitem').filter({ hasText: 'Nhập cây cơ quan, đơn vị' })
  await agencies.getByRole('img', { name: 'Đã xong' }).waitFor()
  const issuer = steps.getByRole('listitem').filter({ hasText: 'Ghi cơ quan ban hành báo cáo' })
  await issuer.getByRole('img', { name: 'Chưa xong' }).waitFor()
  // Somebody else does it meanwhile, and nothing here is loaded anew.
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  await nameIssuer()
  await issuer.getByRole('img', { name: 'Đã xong' }).waitFor()
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)

  await steps.getByRole('button', { name: 'Ẩn danh sách này' }).click()
  await steps.waitFor({ state: 'detached' })
  await open('/')
  expect(await steps.count()).toBe(0)
  await page.getByRole('button', { name: 'Tài khoản admin' }).click()
  await page.getByRole('menuitem', { name: 'Các bước bắt đầu' }).click()
  await steps.waitFor()
  await steps.getByRole('button', { name: 'Luôn hiện danh sách này' }).click()
  await steps.getByRole('button', { name: 'Ẩn danh sách này' }).waitFor()
  await open('/')
  await steps.waitFor()
})

test('a wrong clock on the machine of the reader is told and changes nothing', async () => {
  await page.clock.setFixedTime(Date.now() + 30 * hourMs)
  await open('/')
  await page.getByRole('link', { name: 'Chỉ tiêu', exact: true }).click()
  await page.getByText('Đồng hồ của máy này sai.').waitFor()
  await page.getByRole('button', { name: 'Chọn ngày xem số liệu' }).click()
  const field = page.getByRole('textbox', { name: 'Xem số liệu của ngày' })
  const today = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  })
  expect(await field.inputValue()).toBe(today.format(Date.now()))
})

test('a screen on a wall keeps whose figures they are, and has nothing to press around them', async () => {
  await open('/?kiosk=1')
  await page.locator('header').getByText('Tỉnh Quảng Ngãi').waitFor()
  expect(await page.getByRole('navigation').count()).toBe(0)
  expect(await page.getByRole('button', { name: /Tài khoản/ }).count()).toBe(0)
})

test('on paper there is no navigation, and nothing is wider than the sheet', async () => {
  await open('/')
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: 690, height: 1000 })
  expect(await page.getByRole('link', { name: 'Quản trị', exact: true }).isVisible()).toBe(false)
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(tooWide).toBeLessThanOrEqual(0)
})

test('who turns keys alone off has none of them, and keeps the others', async () => {
  await open('/account')
  await page.getByRole('switch', { name: 'Dùng phím tắt một phím' }).uncheck()
  await open('/hosts')
  await page.locator('tr[data-row]').first().waitFor()
  for (const key of ['?', 'j', '/', 'g', 'i']) await page.locator('body').press(key)
  await page.waitForTimeout(300)
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
  expect(new URL(page.url()).pathname).toBe('/hosts')
  await page.locator('tr[data-row]').first().focus()
  await page.keyboard.press('j')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe('0')
  await page.keyboard.press('ArrowDown')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe('1')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await open('/account')
  await page.getByRole('switch', { name: 'Dùng phím tắt một phím' }).check()
  await open('/hosts')
  await page.locator('body').press('?')
  await page.getByRole('dialog', { name: 'Phím tắt' }).waitFor()
})
