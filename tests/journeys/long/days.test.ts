import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Language } from '#i18n/translator.ts'
import { adoptObligation } from '#store/obligations/adoptions.ts'
import { openStore } from '#store/open.ts'
import { listSnapshots } from '#store/snapshots/list.ts'
import { takeDaily } from '#store/snapshots/taking.ts'
import { byAt, takingOf } from '#tests/collector/snapshots/taking.ts'
import { openBrowser, signIn } from '#tests/support/browser.ts'
import { quietLog } from '#tests/support/databases.ts'
import {
  freePort,
  startCollector,
  temporaryFolder,
  type CollectorProcess,
} from '#tests/support/processes.ts'
import { faultsOfPage } from '#tests/support/screen-faults.ts'
import { daysBefore, seedProvince, seededNowMs } from '#tests/support/seed.ts'

/*
 * Days as people type them, in a real browser whose own language is English, over a real collector.
 * With SCREENS_FOLDER set, a picture of each form is kept there for people who look.
 */

type Look = { language: Language; scheme: 'light' | 'dark'; width: 1440 | 390 }
const looks: readonly Look[] = [
  { language: 'vi', scheme: 'light', width: 1440 },
  { language: 'en', scheme: 'dark', width: 390 },
]
const plain: Look = { language: 'vi', scheme: 'light', width: 1440 }
const picturesFolder = process.env['SCREENS_FOLDER']
const plan = 'qn-2458-2017'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let browser: Browser
let health: string
let frozen: { readonly newest: string; readonly oldest: string; readonly betweenMs: number }

beforeAll(async () => {
  if (picturesFolder) mkdirSync(picturesFolder, { recursive: true })
  folder = await temporaryFolder()
  const file = join(folder.path, 'khien.sqlite')
  const store = await openStore({ url: null, file, log: quietLog })
  health = (await seedProvince(store)).health
  for (const day of [6, 4, 2]) {
    await takeDaily(takingOf(store), daysBefore(day), byAt(daysBefore(day)))
  }
  const { snapshots } = await listSnapshots(store.reader, { planId: plan, page: 1, pageSize: 9 })
  const [newest, between, oldest] = snapshots
  if (!newest || !between || !oldest) throw new Error('three were taken')
  frozen = { newest: newest.id, oldest: oldest.id, betweenMs: between.cutOffMs }
  const quarterly = { obligationId: 'tq1670.o01', fromDay: '2026-01-01', untilDay: null }
  const wanted = { ...quarterly, basis: 'Công văn 12' }
  await adoptObligation(store.db, { wanted, provinceId: 'quang-ngai' }, byAt(seededNowMs))
  await store.close()
  collector = await startCollector(folder.path, await freePort())
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  collector?.signal('SIGTERM')
  await collector?.ended
  await folder?.remove()
})

const cutOff = { vi: 'Đặt ngày chốt số liệu', en: 'Set the cut-off day' } as const
const fromDay = {
  vi: 'Áp dụng cho kỳ kết thúc từ ngày',
  en: 'For periods that end on or after',
} as const

test.each(looks)('a wrong day is told at its field: $language $width', async (look) => {
  const context = await contextOf(look)
  const page = await open(context, '/snapshots')
  await page.getByRole('button', { name: cutOff[look.language] }).click()
  const field = page.getByRole('dialog').getByLabel(fromDay[look.language])
  await field.fill('31/02/2027')
  expect(await toldOf(page, field)).toContain('31/02/2027')
  expect(await faultsOfPage(page)).toEqual([])
  await picture(page, `cut-off-${look.language}-${look.width}`)
  await context.close()
})

test('what is wrong is not taken over and not lost; what is pasted is understood', async () => {
  const context = await contextOf(plain)
  const page = await open(context, '/snapshots')
  await page.getByRole('button', { name: cutOff.vi }).click()
  const form = page.getByRole('dialog')
  const field = form.getByLabel(fromDay.vi)
  const save = form.getByRole('button', { name: 'Ghi quyết định' })
  expect(await field.getAttribute('inputmode')).toBe('numeric')
  for (const [typed, told] of [
    ['1/3', 'Ghi ngày theo dạng dd/MM/yyyy'],
    ['29/02/2027', 'Lịch không có ngày 29/02/2027.'],
    ['01/01/2020', 'Sớm nhất là ngày'],
  ] as const) {
    await field.fill(typed)
    await field.press('Tab')
    expect(await toldOf(page, field)).toContain(told)
    expect(await field.inputValue()).toBe(typed)
    expect(await save.isDisabled()).toBe(true)
  }
  for (const [typed, shown] of [
    ['2099-03-01', '01/03/2099'],
    ['1.3.2099', '01/03/2099'],
    ['29/2/2096', '29/02/2096'],
  ] as const) {
    await field.fill(typed)
    await field.press('Tab')
    expect(await field.inputValue()).toBe(shown)
    expect(await field.getAttribute('aria-invalid')).not.toBe('true')
    expect(await save.isEnabled()).toBe(true)
  }
  await field.fill('')
  await field.press('Tab')
  expect(await toldOf(page, field)).toBe('Hãy ghi ngày.')
  expect(await save.isDisabled()).toBe(true)
  await context.close()
})

test('a filter that is no day changes nothing in the address, and the way back restores the field', async () => {
  const context = await contextOf(plain)
  const page = await open(context, '/administration/audit')
  const field = page.getByRole('textbox', { name: 'Từ ngày' })
  const asked = () => new URL(page.url()).searchParams.get('from')
  await field.fill('1/11/2026')
  await page.waitForURL(/from=2026-11-01/)
  await field.fill('31/11/2026')
  expect(await toldOf(page, field)).toBe('Lịch không có ngày 31/11/2026.')
  expect(asked()).toBe('2026-11-01')
  await page.goBack()
  await page.goForward()
  await field.fill('')
  await page.waitForFunction(() => !location.search.includes('from='))
  expect(asked()).toBeNull()
  await context.close()
})

test('when a report was sent is a day and a time of the past, or neither', async () => {
  const context = await contextOf(plain)
  const page = await open(context, `/obligations/tq1670.o01/2026-Q4?open=${health}`)
  const form = page.getByRole('dialog')
  await form.getByLabel('Người thực hiện').fill('Bà B')
  await form.getByLabel('Ghi thay cơ quan theo văn bản').fill('Công văn 5/STC')
  const [day, time] = [
    form.getByLabel('Ngày', { exact: true }),
    form.getByLabel('Giờ', { exact: true }),
  ]
  const save = form.getByRole('button', { name: 'Ghi', exact: true })
  expect(await save.isEnabled()).toBe(true)
  for (const [typedDay, typedTime, told] of [
    ['', '8h30', 'Hãy ghi cả ngày.'],
    ['20/11/2026', '', 'Hãy ghi cả giờ, theo dạng HH:mm.'],
    ['20/11/2026', '25:00', 'Ghi giờ theo dạng HH:mm, ví dụ 08:30.'],
    ['20/11/2099', '08:30', 'Thời điểm này chưa tới.'],
  ] as const) {
    await day.fill(typedDay)
    await time.fill(typedTime)
    await form.getByLabel('Người thực hiện').focus()
    await form.getByText(told).waitFor()
    expect(await save.isDisabled()).toBe(true)
  }
  expect(await faultsOfPage(page)).toEqual([])
  await picture(page, 'report-flow')
  await day.fill('20/11/2026')
  await time.fill('8h30')
  await save.click()
  await form.getByText('20/11/2026 08:30').waitFor()
  await context.close()
})

test('what moved a number is looked at as of the day that the console shows', async () => {
  const context = await contextOf(plain)
  const asOf = `asOf=${frozen.betweenMs}`
  const page = await open(context, `/snapshots?${asOf}`)
  await page.locator('tbody tr').first().waitFor()
  const listed = page.locator('tbody tr a[href*="/snapshots/"]')
  const ids = await listed.evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  expect(ids.some((href) => href?.includes(frozen.oldest))).toBe(true)
  expect(ids.some((href) => href?.includes(frozen.newest))).toBe(false)
  const sides = `from=${frozen.oldest}&indicator=qn2458.i04`
  await page.goto(addressOf(`/snapshots/moved?${sides}&${asOf}`))
  const time = new Intl.DateTimeFormat('vi', { timeZone: 'Asia/Ho_Chi_Minh', timeStyle: 'short' })
  await page.getByText('Sau:').waitFor()
  expect(await page.getByText('Sau:').textContent()).toContain(time.format(frozen.betweenMs))
  await page.goto(addressOf(`/snapshots/moved?${sides}&to=${frozen.newest}&${asOf}`))
  await page.getByText('được chốt sau ngày đang xem').waitFor()
  expect(await faultsOfPage(page)).toEqual([])
  await picture(page, 'moved-after-day')
  await context.close()
})

const addressOf = (path: string) => `https://localhost:${collector.port}${path}`

/** The browser is an English one in every look: its own form of a day must not matter. */
async function contextOf(look: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'en-US',
    viewport: { width: look.width, height: 900 },
    colorScheme: look.scheme,
    reducedMotion: 'reduce',
  })
  await context.addInitScript(({ language, scheme }) => {
    localStorage.setItem('khien-language', language)
    localStorage.setItem('mantine-color-scheme-value', scheme)
  }, look)
  const page = await context.newPage()
  await signIn(page, collector.port)
  await page.locator('#main').waitFor()
  await page.close()
  return context
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(addressOf(path))
  await page.locator('h1').first().waitFor()
  return page
}

/** What a screen reader hears as the description of a field: the error is linked to it. */
async function toldOf(page: Page, field: ReturnType<Page['getByLabel']>): Promise<string> {
  await page.locator('[role=alert]').first().waitFor()
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  const ids = (await field.getAttribute('aria-describedby'))?.split(' ') ?? []
  const texts = await Promise.all(
    ids.map((id) => page.locator(`[id="${id}"][role=alert]`).allTextContents()),
  )
  return texts.flat().join(' ')
}

async function picture(page: Page, name: string): Promise<void> {
  if (!picturesFolder) return
  await page.screenshot({ path: join(picturesFolder, `${name}.png`), fullPage: true })
}
