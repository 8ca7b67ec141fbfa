import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Language } from '#i18n/translator.ts'
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

/*
 * The queue of work in a real browser, over a real collector: work is chosen with the keyboard, given to somebody and
 * taken back; of two people who edit one item the second is told; and every screen is looked at.
 * With SCREENS_FOLDER set, a picture of each is kept there for people who look.
 */

type Look = { language: Language; scheme: 'light' | 'dark'; width: 1440 | 390 }
const looks: readonly Look[] = [
  { language: 'vi', scheme: 'light', width: 1440 },
  { language: 'vi', scheme: 'dark', width: 390 },
  { language: 'en', scheme: 'dark', width: 1440 },
  { language: 'en', scheme: 'light', width: 390 },
]
const updates = '/todo/close-services'
const picturesFolder = process.env['SCREENS_FOLDER']
const plain: Look = { language: 'vi', scheme: 'light', width: 1440 }

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let browser: Browser

beforeAll(async () => {
  if (picturesFolder) mkdirSync(picturesFolder, { recursive: true })
  folder = await temporaryFolder()
  collector = await startCollector(folder.path, await freePort())
  browser = await openBrowser()
}, 90_000)

afterAll(async () => {
  await browser?.close()
  collector?.signal('SIGTERM')
  await collector?.ended
  await folder?.remove()
})

test('where there is no machine the screen says so', { timeout: 60_000 }, async () => {
  const context = await contextOf(plain)
  const page = await open(context, '/todo')
  await page.getByText('Chưa có máy tính nào').waitFor()
  await picture(page, 'nothing')
  const faults = await faultsOfPage(page)
  await context.close()
  const joined = await makeJoin({ dataDir: folder.path, port: collector.port }, 'Sở Y tế')
  await reportMadeUpHosts(joined, 12)
  expect(faults).toEqual([])
})

test(
  'work is chosen with the keyboard, given to somebody and taken back',
  { timeout: 90_000 },
  async () => {
    const context = await contextOf(plain)
    const page = await open(context, '/todo')
    await page.getByRole('link', { name: 'Đóng cổng dịch vụ nguy hiểm' }).click()
    await page.locator('tbody tr').first().waitFor()
    await page.locator('body').press('j')
    await page.keyboard.press('Space')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('Shift+Space')
    await page.getByText('Đã chọn 3 máy').waitFor()
    await page.getByRole('button', { name: 'Giao việc, đặt hạn…' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Người xử lý').fill('Tổ CNTT 🛠')
    await form.getByLabel('Thời hạn').fill('31/12/2099')
    expect(await faultsOfPage(page)).toEqual([])
    await picture(page, 'form')
    await form.getByRole('button', { name: 'Ghi' }).click()
    await page.getByText('Đã ghi cho 3 máy.').waitFor()
    expect(await page.getByRole('cell', { name: 'Tổ CNTT 🛠' }).count()).toBe(3)
    await picture(page, 'assigned')
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByText('Đã hoàn tác cho 3 máy.').waitFor()
    expect(await page.getByRole('cell', { name: 'Tổ CNTT 🛠' }).count()).toBe(0)
    await context.close()
  },
)

test(
  'a risk is accepted with its reason and its last day, stands among those accepted, and is taken back',
  { timeout: 90_000 },
  async () => {
    const context = await contextOf(plain)
    const page = await open(context, updates)
    const rows = page.locator('tbody tr')
    await rows.first().waitFor()
    const count = await rows.count()
    await page.locator('body').press('j')
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Chấp nhận rủi ro…' }).click()
    const form = page.getByRole('dialog')
    const save = form.getByRole('button', { name: 'Ghi' })
    // Without a reason and a last day nothing can be accepted.
    expect(await save.isDisabled()).toBe(true)
    await form.getByLabel('Lý do chấp nhận rủi ro').fill('Máy điều khiển, chờ thay trong quý I')
    expect(await save.isDisabled()).toBe(true)
    const lastDay = dayIn(30)
    await form.getByLabel('Chấp nhận đến hết ngày').fill(lastDay)
    expect(await faultsOfPage(page)).toEqual([])
    await save.click()
    await page.getByText('Đã ghi cho 1 máy.').waitFor()
    const told = `Chấp nhận đến ${lastDay}: Máy điều khiển, chờ thay trong quý I`
    await page.getByText(told).waitFor()

    const accepted = await open(context, `${updates}?status=accepted`)
    await accepted.getByText(told).waitFor()
    expect(await accepted.locator('tbody tr').count()).toBe(1)
    await picture(accepted, 'accepted')
    await accepted.locator('body').press('j')
    await accepted.keyboard.press('Enter')
    const history = accepted.getByRole('dialog').getByRole('listitem')
    await history
      .filter({ hasText: lastDay })
      .getByText(/ · admin$/)
      .waitFor()
    const remaining = await open(context, `${updates}?status=new`)
    expect(await remaining.locator('tbody tr').count()).toBe(count - 1)
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByText('Đã hoàn tác cho 1 máy.').waitFor()
    await page.getByText(told).waitFor({ state: 'detached' })
    await context.close()
  },
)

test(
  'of two people who edit one item the second is told who was first, and keeps what was typed',
  { timeout: 90_000 },
  async () => {
    const [first, second] = [await contextOf(plain), await contextOf(plain)]
    const [mine, theirs] = [await open(first, updates), await open(second, updates)]
    for (const page of [mine, theirs]) {
      await page.locator('tbody tr').first().waitFor()
      await page.locator('body').press('j')
      await page.keyboard.press('Enter')
    }
    const [myForm, theirForm] = [mine.getByRole('dialog'), theirs.getByRole('dialog')]
    await theirForm.getByLabel('Ghi chú').fill('máy để ở kho, chờ chìa khóa')
    await myForm.getByLabel('Người xử lý').fill('Chị Hoa')
    await myForm.getByRole('button', { name: 'Ghi' }).click()
    await myForm.waitFor({ state: 'detached' })
    await theirForm.getByRole('button', { name: 'Ghi' }).click()
    await theirForm.getByText('admin đã sửa mục này lúc', { exact: false }).waitFor()
    await theirForm.getByText('người xử lý: Chị Hoa', { exact: false }).waitFor()
    expect(await theirForm.getByLabel('Ghi chú').inputValue()).toBe('máy để ở kho, chờ chìa khóa')
    expect(await faultsOfPage(theirs)).toEqual([])
    await picture(theirs, 'changed-meanwhile')
    await theirForm.getByRole('button', { name: 'Vẫn ghi nội dung của tôi' }).click()
    await theirForm.waitFor({ state: 'detached' })
    await theirs.getByRole('cell', { name: 'Chị Hoa' }).waitFor()
    await theirs.locator('tbody tr').first().focus()
    await theirs.keyboard.press('Enter')
    await theirForm.getByText('máy để ở kho, chờ chìa khóa').waitFor()
    await picture(theirs, 'history')
    await Promise.all([first.close(), second.close()])
  },
)

test.each(looks)('$language $scheme $width', { timeout: 120_000 }, async (look) => {
  const context = await contextOf(look)
  const faults: string[] = []
  const page = await open(context, '/todo')
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  const agency = await sheetOf(page)
  for (const path of ['/todo', updates, '/todo?status=done', agency, '/todo/nothing-like-it']) {
    await page.goto(`https://localhost:${collector.port}${path}`)
    await settled(page)
    faults.push(...(await faultsOfPage(page)).map((fault) => `${path}: ${fault}`))
    const { language, scheme, width } = look
    await picture(page, [path.replaceAll(/\W+/g, '-'), language, scheme, width].join('_'))
  }
  await context.close()
  expect(faults).toEqual([])
})

/** A day so many days from today, as it is typed. */
function dayIn(days: number): string {
  const at = new Date(Date.now() + days * 86_400_000)
  const [year, month, day] = at
    .toLocaleDateString('sv', { timeZone: 'Asia/Ho_Chi_Minh' })
    .split('-')
  return `${day}/${month}/${year}`
}

async function sheetOf(page: Page): Promise<string> {
  const answer = await page.request.get(`https://localhost:${collector.port}/api/agencies`)
  const { agencies } = (await answer.json()) as { agencies: { id: string; name: string }[] }
  return `/todo/sheet?agency=${agencies.find(({ name }) => name === 'Sở Y tế')?.id ?? ''}`
}

async function contextOf({ language, scheme, width }: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height: width === 390 ? 844 : 900 },
    colorScheme: scheme,
    ignoreHTTPSErrors: true,
    locale: language,
  })
  await context.addInitScript((chosen) => localStorage.setItem('khien-language', chosen), language)
  const page = await context.newPage()
  await signIn(page, collector.port)
  await page.locator('#main').waitFor()
  await page.close()
  return context
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`https://localhost:${collector.port}${path}`)
  await settled(page)
  return page
}

async function settled(page: Page): Promise<void> {
  await page.locator('h1, h2').first().waitFor()
  await page.evaluate(() => document.fonts.ready)
  await page.waitForFunction(
    () =>
      document.querySelector('[aria-busy=true]') === null &&
      document.querySelector('.mantine-Skeleton-root') === null,
  )
}

async function picture(page: Page, name: string): Promise<void> {
  if (!picturesFolder) return
  await page.screenshot({ path: join(picturesFolder, `${name}.png`), fullPage: true })
}
