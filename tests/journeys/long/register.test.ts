import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Language } from '#i18n/translator.ts'
import { matchPage } from '#protocol/register-views.ts'
import { refreshHostSigns } from '#store/register/host-signs.ts'
import { openStoreBeside } from '#store/open.ts'
import { openBrowser, signIn } from '#tests/support/browser.ts'
import { quietLog } from '#tests/support/databases.ts'
import { reportMadeUpHosts } from '#tests/support/made-up-hosts.ts'
import {
  freePort,
  makeJoin,
  startCollector,
  temporaryFolder,
  type CollectorProcess,
} from '#tests/support/processes.ts'
import { faultsOfPage } from '#tests/support/screen-faults.ts'

/*
 * The register in a real browser, over a real collector: a declaration is made, corrected and undone as a person
 * does it, and every screen is looked at in both languages, schemes and widths.
 * With SCREENS_FOLDER set, a picture of each is kept there for people who look.
 */

type Look = { language: Language; scheme: 'light' | 'dark'; width: 1440 | 390 }
const looks: readonly Look[] = [
  { language: 'vi', scheme: 'light', width: 1440 },
  { language: 'vi', scheme: 'dark', width: 390 },
  { language: 'en', scheme: 'dark', width: 1440 },
  { language: 'en', scheme: 'light', width: 390 },
]
const paths = [
  '/register',
  '/register?class=workstation',
  '/register/entries',
  '/register/entries?kind=lan',
  '/register/machines',
  '/register/machines?list=unregistered',
  '/register/machines?list=not-in-use',
  '/register/matches',
  '/register/matches?show=matched',
]
const picturesFolder = process.env['SCREENS_FOLDER']

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let browser: Browser

beforeAll(async () => {
  if (picturesFolder) mkdirSync(picturesFolder, { recursive: true })
  folder = await temporaryFolder()
  collector = await startCollector(folder.path, await freePort())
  browser = await openBrowser()
  const joined = await makeJoin({ dataDir: folder.path, port: collector.port }, 'Sở Y tế')
  await reportMadeUpHosts(joined, 12)
  const file = join(folder.path, 'khien.sqlite')
  const store = await openStoreBeside({ url: null, file, log: quietLog })
  await refreshHostSigns(store, Date.now())
  await store.close()
}, 90_000)

afterAll(async () => {
  await browser?.close()
  collector?.signal('SIGTERM')
  await collector?.ended
  await folder?.remove()
})

test(
  'a machine is declared, corrected and undone, and what is wrong is said in words',
  {
    timeout: 90_000,
  },
  async () => {
    const context = await contextOf({ language: 'vi', scheme: 'light', width: 1440 })
    const page = await open(context, '/register/entries?kind=machine')
    await page.getByText('Chưa kê khai gì ở mục này').waitFor()
    await page.getByRole('button', { name: 'Kê khai', exact: true }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Địa chỉ MAC').fill('khong phai')
    await form.getByRole('button', { name: 'Ghi' }).click()
    await form.getByText('Không được để trống.').first().waitFor()
    await form.getByText('Cần nhập địa chỉ MAC').waitFor()
    expect(await faultsOfPage(page, '.mantine-Modal-body')).toEqual([])
    await picture(page, 'form-faults')
    await form.getByLabel('Cơ quan, đơn vị').click()
    await page.getByRole('option', { name: 'Sở Y tế' }).click()
    await form.getByLabel('Mã máy').fill('SYT-001')
    await form.getByLabel('Loại máy').click()
    await page.getByRole('option', { name: 'Máy trạm' }).click()
    await form.getByLabel('Địa chỉ MAC').fill('00-1A-2B-3C-4D-5E')
    await form.getByLabel('Phòng').fill('Phòng Kế toán')
    await form.getByRole('button', { name: 'Ghi' }).click()
    await page.getByRole('cell', { name: 'Phòng Kế toán' }).waitFor()

    await page.getByRole('button', { name: 'Sửa SYT-001' }).click()
    await form.getByText('Đang có hiệu lực').waitFor()
    await form.getByLabel('Phòng').fill('Phòng Văn thư')
    await form.getByLabel('Căn cứ, minh chứng').fill('Biên bản 3')
    await picture(page, 'form-correct')
    await form.getByRole('button', { name: 'Ghi' }).click()
    await page.getByRole('cell', { name: 'Phòng Văn thư' }).waitFor()

    await page.getByRole('button', { name: 'Lịch sử của SYT-001' }).click()
    await form.getByText('Biên bản 3').waitFor()
    await form.getByRole('button', { name: 'Hoàn tác thay đổi mới nhất' }).click()
    await page.getByRole('cell', { name: 'Phòng Kế toán' }).waitFor()
    expect(await faultsOfPage(page, '.mantine-Drawer-body')).toEqual([])
    await picture(page, 'history')
    await context.close()
  },
)

test('a doubtful pair is settled where both sides are seen', { timeout: 60_000 }, async () => {
  const context = await contextOf({ language: 'vi', scheme: 'light', width: 1440 })
  const page = await open(context, '/register/machines?list=unregistered')
  await declareProvince(page)
  await page.goto(`https://localhost:${collector.port}/register/matches`)
  await page.getByText('Chỉ trùng tên').first().waitFor()
  const before = (await doubtsOf(page)).total
  await page.getByRole('button', { name: 'Cùng một máy' }).first().click()
  await expect.poll(async () => (await doubtsOf(page)).total).toBe(before - 1)
  await context.close()
})

test.each(looks)('screens: $language $scheme $width', { timeout: 180_000 }, async (look) => {
  const context = await contextOf(look)
  const faults: string[] = []
  for (const path of paths) {
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(`${path}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`${path}: ${message.text()}`)
    })
    await page.goto(`https://localhost:${collector.port}${path}`)
    await page.locator('h1').first().waitFor()
    await page.evaluate(() => document.fonts.ready)
    await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null)
    faults.push(...(await faultsOfPage(page)).map((fault) => `${path}: ${fault}`))
    const { language, scheme, width } = look
    await picture(page, [path.replaceAll(/\W+/g, '-'), language, scheme, width].join('_'))
    await page.close()
  }
  await context.close()
  expect(faults).toEqual([])
})

async function contextOf({ language, scheme, width }: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height: width === 1440 ? 900 : 844 },
    colorScheme: scheme,
    ignoreHTTPSErrors: true,
    locale: language,
  })
  await context.addInitScript((set) => localStorage.setItem('khien-language', set), language)
  const page = await context.newPage()
  await signIn(page, collector.port)
  await page.locator('#main').waitFor()
  await page.close()
  return context
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`https://localhost:${collector.port}${path}`)
  await page.locator('h1').first().waitFor()
  return page
}

const doubtsOf = async (page: Page) =>
  matchPage.parse(await page.evaluate(async () => (await fetch('/api/register/matches')).json()))

/** Declares through the API, as the console would: machines that match, some not in use, networks and a count. */
async function declareProvince(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const read = async (path: string) => (await fetch(path)).json()
    const { csrf } = await read('/api/session')
    const { agencies } = await read('/api/agencies')
    const { machines } = await read('/api/register/machines?list=unregistered')
    const agencyId = agencies.find((one: { name: string }) => one.name === 'Sở Y tế').id
    const declare = async (kind: string, body: object) => {
      const answer = await fetch('/api/register/entries', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-khien-csrf': csrf },
        body: JSON.stringify({ kind, agencyId, body, fromDay: '2026-01-01' }),
      })
      if (!answer.ok) throw new Error(await answer.text())
    }
    const bare = { class: 'workstation', name: null, serial: null, assetTag: null, macs: [] }
    const kept = { room: 'Phòng 2', state: 'in-use', stateReason: null, carriesNoAgent: false }
    for (const [index, { host }] of machines.entries()) {
      const { hostname, signs } = host
      const bySerial = index < 5 && signs.serial !== null ? { serial: signs.serial } : {}
      const known = index < 5 ? bySerial : { name: hostname }
      if (index < 8) await declare('machine', { code: `MT-${index}`, ...bare, ...kept, ...known })
    }
    const out = { state: 'in-store', stateReason: 'Hỏng nguồn, chờ thay' }
    await declare('machine', { code: 'KHO-01', ...bare, ...kept, ...out })
    await declare('machine', { code: 'MAT-01', ...bare, ...kept, carriesNoAgent: true })
    await declare('machine-count', { class: 'end-device', count: 25 })
    const lan = { place: 'Tầng 3', hasBroadband: true, hasFirewall: false, firewallProduct: null }
    await declare('lan', { name: 'LAN trụ sở chính', ...lan })
  })
}

async function picture(page: Page, name: string): Promise<void> {
  if (!picturesFolder) return
  await page.screenshot({ path: join(picturesFolder, `${name}.png`), fullPage: true })
}
