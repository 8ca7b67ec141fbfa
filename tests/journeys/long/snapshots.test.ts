import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Language } from '#i18n/translator.ts'
import { listSnapshots } from '#store/snapshots/list.ts'
import { openStore } from '#store/open.ts'
import { takeDaily } from '#store/snapshots/taking.ts'
import { openBrowser, signIn } from '#tests/support/browser.ts'
import { quietLog } from '#tests/support/databases.ts'
import {
  freePort,
  runProduct,
  startCollector,
  temporaryFolder,
  type CollectorProcess,
} from '#tests/support/processes.ts'
import { faultsOfPage } from '#tests/support/screen-faults.ts'
import { daysBefore, seedProvince } from '#tests/support/seed.ts'
import { byAt, takingOf } from '#tests/collector/snapshots/taking.ts'

/*
 * Frozen figures in a real browser, over a real collector with five weeks of a small province.
 * With SCREENS_FOLDER set, a picture of each screen is kept there for people who look.
 */

type Look = { language: Language; scheme: 'light' | 'dark'; width: 1440 | 390 }
const looks: readonly Look[] = [
  { language: 'vi', scheme: 'light', width: 1440 },
  { language: 'vi', scheme: 'dark', width: 390 },
  { language: 'en', scheme: 'dark', width: 1440 },
  { language: 'en', scheme: 'light', width: 390 },
]
const picturesFolder = process.env['SCREENS_FOLDER']
const plan = 'qn-2458-2017'
const daysFrozen = [36, 30, 24, 21, 19, 16, 13, 9, 8, 6, 4, 3, 2, 1]

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let browser: Browser
let paths: string[]

beforeAll(async () => {
  if (picturesFolder) mkdirSync(picturesFolder, { recursive: true })
  folder = await temporaryFolder()
  const file = join(folder.path, 'khien.sqlite')
  const store = await openStore({ url: null, file, log: quietLog })
  await seedProvince(store)
  for (const day of daysFrozen) {
    await takeDaily(takingOf(store), daysBefore(day), byAt(daysBefore(day)))
  }
  const { snapshots } = await listSnapshots(store.reader, { planId: plan, page: 1, pageSize: 50 })
  await store.close()
  const [newest, oldest] = [snapshots[0]?.id, snapshots.at(-1)?.id]
  paths = [
    '/snapshots',
    '/snapshots?kind=period',
    `/snapshots/${newest}`,
    `/snapshots/moved?from=${oldest}&to=${newest}&indicator=qn2458.i04`,
    `/trend?plan=${plan}`,
    `/trend?plan=${plan}&view=table`,
  ]
  collector = await startCollector(folder.path, await freePort())
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  collector?.signal('SIGTERM')
  await collector?.ended
  await folder?.remove()
})

test.each(looks)('$language $scheme $width', { timeout: 180_000 }, async (look) => {
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
    await page.waitForFunction(
      () => document.querySelector('[aria-busy=true], .mantine-Skeleton-root') === null,
    )
    faults.push(...(await faultsOfPage(page)).map((fault) => `${path}: ${fault}`))
    await picture(page, [path, ...Object.values(look)].join('_'))
    await page.close()
  }
  await context.close()
  expect(faults).toEqual([])
})

test(
  'an administrator takes a snapshot with a reason, checks the chain, and sees what moved',
  { timeout: 120_000 },
  async () => {
    const context = await contextOf({ language: 'vi', scheme: 'light', width: 1440 })
    const page = await context.newPage()
    await page.goto(`https://localhost:${collector.port}/snapshots`)
    await page.getByRole('button', { name: 'Chốt số liệu', exact: true }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Kế hoạch').click()
    await page.getByRole('option', { name: 'Quảng Ngãi năm 2018' }).click()
    await form.getByLabel('Lý do').fill('họp giao ban tuần')
    expect(await faultsOfPage(page, '.mantine-Modal-body')).toEqual([])
    await form.getByRole('button', { name: 'Chốt', exact: true }).click()
    await page.getByText('họp giao ban tuần').first().waitFor()
    await page.getByRole('link', { name: 'Vì sao thay đổi' }).first().click()
    await page.getByText('Cộng đúng bằng chênh lệch').or(page.getByText('Không có gì')).waitFor()
    await page.getByRole('link', { name: 'Các bản chốt số liệu' }).click()
    await page.getByRole('button', { name: 'Kiểm tra chuỗi' }).click()
    await page.getByText('đều còn nguyên vẹn').waitFor()
    await context.close()
  },
)

test(
  'by a key a chart becomes a table with a row for each point, and the table a chart',
  { timeout: 60_000 },
  async () => {
    const context = await contextOf({ language: 'vi', scheme: 'light', width: 1440 })
    const page = await context.newPage()
    await page.goto(`https://localhost:${collector.port}/trend?plan=${plan}`)
    const licensed = page.locator('section').filter({ hasText: 'virus có bản quyền' })
    // The picture says in its name what it shows: the newest figure, and from when to when.
    const picture = licensed.getByRole('img', { name: /mới nhất [\d,]+%/ })
    await picture.waitFor()
    const name = (await picture.getAttribute('aria-label')) ?? ''
    const [, newest = ''] = /mới nhất ([\d,]+%)/.exec(name) ?? []
    const [first = '', last = ''] = name.match(/\d{2}\/\d{2}\/\d{4}/g) ?? []

    await page.getByRole('button', { name: 'Xem dạng bảng' }).focus()
    await page.keyboard.press('Enter')
    const rows = licensed.locator('tbody tr')
    await rows.first().waitFor()
    expect(await rows.first().innerText()).toContain(newest)
    expect(await rows.first().innerText()).toContain(last)
    expect(await rows.last().innerText()).toContain(first)
    expect(await picture.count()).toBe(0)
    await page.keyboard.press('Enter')
    await picture.waitFor()
    await context.close()
  },
)

test(
  'the command line proves the chain, and names what was turned over',
  { timeout: 60_000 },
  async () => {
    const settings = { KHIEN_DATA_DIR: folder.path, KHIEN_PORT: String(collector.port) }
    const good = await runProduct('collector', ['verify'], settings)
    expect(good.exitCode).toBe(0)
    expect(good.output).toContain('all are as they were frozen')
    const head = /snapshot (\d+), hash ([0-9a-f]{64})/.exec(good.output)
    const printed = `${head?.[1]}: ${head?.[2]}`
    const paper = await runProduct('collector', ['verify', '--snapshot-head', printed], settings)
    expect([paper.exitCode, paper.output]).toEqual([
      0,
      expect.stringContaining(`The hash on paper is that of snapshot ${head?.[1]}.`),
    ])
    const forged = ['verify', '--snapshot-head', `${head?.[1]}:${'0'.repeat(64)}`]
    expect((await runProduct('collector', forged, settings)).exitCode).toBe(3)
    const gone = await runProduct(
      'collector',
      ['verify', '--snapshot-head', `9999:${head?.[2]}`],
      settings,
    )
    expect(gone.exitCode).toBe(3)
    expect(gone.output).toContain('Snapshot 9999')
    const file = join(folder.path, 'khien.sqlite')
    collector.signal('SIGTERM')
    await collector.ended
    const store = await openStore({ url: null, file, log: quietLog })
    await store.db.updateTable('snapshot').set({ cut_off_ms: 1 }).where('number', '=', 3).execute()
    await store.close()
    const bad = await runProduct('collector', ['verify'], settings)
    expect(bad.exitCode).toBe(3)
    expect(bad.output).toContain(
      'Snapshot 3: what lists show differs from what was frozen: cut_off_ms',
    )
  },
)

async function contextOf(look: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 900 },
    colorScheme: look.scheme,
    ignoreHTTPSErrors: true,
    locale: look.language,
  })
  await context.addInitScript(
    (language) => localStorage.setItem('khien-language', language),
    look.language,
  )
  const page = await context.newPage()
  await signIn(page, collector.port)
  await page.locator('#main').waitFor()
  await page.close()
  return context
}

async function picture(page: Page, name: string): Promise<void> {
  if (!picturesFolder) return
  const file = `${name.replaceAll(/\W+/g, '-').slice(0, 120)}.png`
  await page.screenshot({ path: join(picturesFolder, file), fullPage: true })
}
