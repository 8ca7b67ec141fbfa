import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { itemsOf } from '#protocol/devices.ts'
import { vi } from '#i18n/vi.ts'
import { password, signInAs, startApi, type RunningApi } from '#tests/collector/api/running-api.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { faultsOfPage } from '#tests/support/screen-faults.ts'
import { daysBefore, seedProvince } from '#tests/support/seed.ts'
import { declareLan, seenDevices, tellNeighbours } from '#tests/support/seen-neighbours.ts'

/*
 * The life of a camera as the IT officer of an agency sees it: machines see it, it is declared with what they have told,
 * reviewed, cleared, reviewed again, refused.
 */

const webFolder =
  process.env['WEB_FOLDER'] ?? join(import.meta.dirname, '../../../collector/web/dist')
const [camera, gateway, computer] = seenDevices.map(({ mac }) => mac)

let api: RunningApi
let browser: Browser
let page: Page
const faults: string[] = []

beforeAll(async () => {
  if (!existsSync(webFolder)) throw new Error('build the web pages first: npm run build')
  api = await startApi({ webFolder })
  const { health, hosts } = await seedProvince(api.store, 24)
  const host = hosts.find((one) => one.agencyId === health && one.fate === 'steady')?.id ?? ''
  await declareLan(api.store, health)
  await tellNeighbours(api.store, { host, seen: seenDevices, atMs: daysBefore(2), sequence: 20 })
  await signInAs(api, 'agency-officer', 'can-bo-y-te', health)
  const address = await api.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'vi-VN' })
  page = await context.newPage()
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(address.replace('127.0.0.1', 'localhost'))
  await page.locator('input[name=name]').fill('can-bo-y-te')
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('#main').waitFor()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await api?.stop()
})

const seen = (mac = '') => page.getByRole('row').filter({ hasText: mac })
const button = (name: string) => page.getByRole('button', { name, exact: true })
/** What the finding says; who sees to a device stands in its declaration before. */
const value = (name: string) => page.locator('dl div', { hasText: name }).locator('dd').last()

test('a camera that machines see is offered, and declared with what they have told', async () => {
  await page.goto(new URL('/register/neighbours', page.url()).href)
  await seen(camera).getByText('có thể là camera giám sát').waitFor()
  await seen(computer).getByText('có thể là máy tính').waitFor()
  await seen(gateway).getByText('router, modem').waitFor()
  for (const mac of [camera, gateway, computer]) {
    await seen(mac).getByText('chưa kê khai').waitFor()
    await seen(mac).getByRole('button', { name: 'Đưa vào danh mục' }).waitFor()
  }
  await seen(camera).getByRole('button', { name: 'Đưa vào danh mục' }).click()
  const form = page.getByRole('dialog')
  expect(await form.getByLabel('Địa chỉ MAC').inputValue()).toBe(camera)
  expect(await form.getByLabel('Địa chỉ IP').inputValue()).toBe('192.168.1.20')
  expect(await form.getByLabel('Hãng').inputValue()).toMatch(/^Hangzhou Hikvision/)
  await form.getByLabel('Mã thiết bị').fill('CAM-09')
  await form.getByLabel('Vị trí').fill('Cổng chính')
  await form.getByLabel('Có hiệu lực từ ngày').fill('01/11/2026')
  await form.getByRole('button', { name: 'Ghi' }).click()
  await seen(camera).getByText('đã kê khai, chưa cài').waitFor()
  await seen(camera).getByRole('link', { name: 'CAM-09' }).click()
  await page.getByText('Thiết bị đang sử dụng khi chưa được duyệt.').waitFor()
}, 60_000)

const items = itemsOf('camera').map((item) => vi[`device.item.${item}`])
async function answer(item: string, said: string): Promise<void> {
  await page.getByRole('combobox', { name: item }).click()
  await page.getByRole('option', { name: said, exact: true }).click()
}

test('it is cleared when every question is answered, and not before', async () => {
  for (const item of items) {
    await answer(item, item === 'Đã đổi mật khẩu mặc định' ? 'Chưa đạt' : 'Đạt')
  }
  await page.getByText('Còn 1 nội dung chưa đạt nên chưa thể cho phép sử dụng.').waitFor()
  expect(await button('Cho phép sử dụng').isDisabled()).toBe(true)
  await page.getByLabel('Người phụ trách').fill('Bà Lan')
  await page.getByLabel('Thời hạn').fill('31/12/2026')
  await button('Lưu, tiếp tục rà soát').click()
  await page.getByText(vi['severity.critical'], { exact: true }).waitFor()
  expect(await value('Người phụ trách').innerText()).toBe('Bà Lan')
  expect(await value('Thời hạn').innerText()).toBe('31/12/2026')
  expect(await faultsOfPage(page)).toEqual([])
  await answer('Đã đổi mật khẩu mặc định', 'Đạt')
  await button('Cho phép sử dụng').click()
  await page.getByText('Không có phát hiện đang mở.').waitFor()
}, 60_000)

test('reviewed again its finding is back with its history, and a refusal says why', async () => {
  await button('Rà soát lại').click()
  await page.getByText('1 lần', { exact: true }).waitFor()
  expect(await button('Không cho sử dụng').isDisabled()).toBe(true)
  await page.getByLabel('Ghi chú').fill('Hãng ngừng hỗ trợ')
  await button('Không cho sử dụng').click()
  await page.getByText('Hãng ngừng hỗ trợ').waitFor()
  const history = page.locator('li', { hasText: /Được phép|Đang rà soát|Không được sử dụng/ })
  const heads = (await history.allInnerTexts()).map((text) => text.split('\n')[0])
  expect(heads).toEqual(['Không được sử dụng', 'Đang rà soát', 'Được phép sử dụng', 'Đang rà soát'])
  expect(await faultsOfPage(page)).toEqual([])
  expect(faults).toEqual([])
}, 60_000)
