import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { repairCounters } from '#store/recount.ts'
import { password, signInAs, startApi, type RunningApi } from '#tests/collector/api/running-api.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'

/*
 * The list of a hundred thousand computers in a real browser: what is drawn, where the keys lead, what is kept, and
 * what names that try to be more than names do to it.
 */

const webFolder =
  process.env['WEB_FOLDER'] ?? join(import.meta.dirname, '../../../collector/web/dist')
const hostsMin = 100_000
const nodesMax = 1000

let api: RunningApi
let browser: Browser
let page: Page
let origin: string
let province: SeededProvince
const faults: string[] = []

beforeAll(async () => {
  if (!existsSync(webFolder)) throw new Error('build the web pages first: npm run build')
  api = await startApi({ webFolder })
  province = await seedProvince(api.store, 400)
  await multiplyHosts(api.store)
  // How long the list is, is told by the counters.
  await repairCounters(api.store.db, api.store.engine)
  await nameBadly(api.store)
  await signInAs(api, 'administrator')
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
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => faults.push('a dialog opened')))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await page.goto(`${origin}/`)
  await page.locator('input[name=name]').fill('administrator')
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('#main').waitFor()
}, 300_000)

afterAll(async () => {
  await browser?.close()
  await api?.stop()
})

/** The same machines again under other ids, until there are as many as the largest province has. */
async function multiplyHosts({ db }: Store) {
  const { rows } = await sql<{ name: string }>`
    select name from pragma_table_info('host')`.execute(db)
  const names = rows.map(({ name }) => name)
  const copied = (copy: number) =>
    names.map((name) => {
      if (name === 'id') return `substr(id, 1, 22) || '${lastOf(copy)}'`
      if (name === 'public_key') return `public_key || '${copy}'`
      return name === 'search_folded' ? `search_folded || ' ${copy}'` : name
    })
  await db.transaction().execute(async (trx) => {
    await sql`create temporary table first_hosts as select * from host`.execute(trx)
    const columns = names.join()
    for (let copy = 1; copy * 400 < hostsMin * 1.25; copy += 1) {
      await sql
        .raw(
          // Keys are random: once in a while a copy would be called as one of the first hosts is.
          `insert or ignore into host (${columns}) select ${copied(copy).join()} from first_hosts
          where id not like '%~%'`,
        )
        .execute(trx)
    }
  })
}

const letters = 'abcdefghijklmnopqrstuvwxyz'
/** Four letters, as the id of a host may end. */
const lastOf = (copy: number) =>
  [17_576, 676, 26, 1].map((place) => letters[Math.floor(copy / place) % 26]).join('')

const wicked = '<img src=x onerror=alert(1)>'

async function nameBadly({ db }: Store) {
  const inHealth = province.hosts.find(({ agencyId }) => agencyId === province.health)
  await db
    .updateTable('host')
    .set({ hostname: wicked, search_folded: 'wicked' })
    .where('id', '=', inHealth?.id ?? ('' as never))
    .execute()
  const long = 'Trung tâm Phát triển quỹ đất '.repeat(7).slice(0, 200)
  await db.updateTable('agency').set({ name: long }).where('id', '=', province.finance).execute()
}

async function open(path: string) {
  await page.goto(`${origin}${path}`)
  await page.locator('#main').waitFor()
}

const drawnRows = () => page.locator('tbody tr[data-row]:not([aria-busy])')
const nodes = () => page.evaluate(() => document.querySelectorAll('body *').length)

test('scrolling through all hosts keeps the page small', { timeout: 120_000 }, async () => {
  await open('/hosts')
  await drawnRows().first().waitFor()
  const total = Number(await page.locator('table').first().getAttribute('aria-rowcount')) - 1
  expect(total).toBeGreaterThan(hostsMin)
  for (const part of [0, 0.1, 0.35, 0.5, 0.8, 1]) {
    await page.evaluate((to) => window.scrollTo(0, to * document.body.scrollHeight), part)
    await drawnRows().first().waitFor()
    expect([part, await nodes()]).toEqual([part, expect.any(Number)])
    expect(await nodes()).toBeLessThan(nodesMax)
  }
  const last = page.locator(`tr[aria-rowindex="${total + 1}"]:not([aria-busy])`)
  await last.waitFor()
  expect(await page.locator('tr[data-row]').count()).toBeLessThan(60)
})

test('the keys lead through rows that are not drawn yet', { timeout: 60_000 }, async () => {
  await open('/hosts')
  await drawnRows().first().waitFor()
  const total = Number(await page.locator('table').first().getAttribute('aria-rowcount')) - 1
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press('j')
  for (let times = 0; times < 60; times += 1) await page.keyboard.press('j')
  await expect.poll(focused).toBe('62')
  await page.keyboard.press('End')
  await expect.poll(focused).toBe(String(total + 1))
  await page.keyboard.press('Home')
  await expect.poll(focused).toBe('2')
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2))
  await page.waitForTimeout(300)
  // The row that holds the focus stays, however far the reader scrolls.
  expect(await focused()).toBe('2')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/hosts\/[^/?]+$/)
})

test('a click on a value filters by it, and filters compose', { timeout: 60_000 }, async () => {
  await open('/hosts?class=workstation')
  await drawnRows().first().waitFor()
  await drawnRows().first().locator('td[data-value=agency]').click()
  await page.waitForURL(/agency=/)
  expect(new URL(page.url()).searchParams.get('class')).toBe('workstation')
})

test('an agency is chosen by its name without marks', { timeout: 60_000 }, async () => {
  await open('/hosts')
  await page.locator('input[placeholder^="Cơ quan"]').fill('so y te')
  await page.getByRole('option', { name: 'Sở Y tế', exact: true }).click()
  await page.waitForURL(new RegExp(`agency=${province.health}`))
})

test(
  'columns and views are kept, renamed, deleted and taken back',
  { timeout: 60_000 },
  async () => {
    await open('/hosts?state=unmet&columns=host,agency')
    await drawnRows().first().waitFor()
    expect(await page.locator('thead th').allInnerTexts()).toEqual(['Máy tính', 'Cơ quan, đơn vị'])
    await page.getByRole('button', { name: 'Cách xem' }).click()
    await page.getByLabel('Tên cách xem').fill('Chưa đạt 🛡️')
    await page.getByRole('button', { name: 'Lưu cách xem này' }).click()
    await page.getByRole('button', { name: 'Xóa “Chưa đạt 🛡️”' }).click()
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByRole('button', { name: 'Đổi tên “Chưa đạt 🛡️”' }).waitFor()
    await open('/hosts')
    await page.getByRole('button', { name: 'Cách xem' }).click()
    await page.getByRole('button', { name: 'Chưa đạt 🛡️', exact: true }).click()
    await page.waitForURL(/state=unmet/)
    expect(new URL(page.url()).searchParams.get('columns')).toBe('host,agency')
  },
)

test('names that try to be more than names are words', { timeout: 60_000 }, async () => {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await open('/hosts?q=wicked')
    await page.getByRole('link', { name: wicked }).first().waitFor()
    await open(`/hosts?agency=${province.finance}`)
    await page.getByText('Trung tâm Phát triển quỹ đất').first().waitFor()
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect([width, over]).toEqual([width, 0])
  }
  await page.setViewportSize({ width: 1440, height: 900 })
})

test(
  'a wrong address says so or shows the rest of what it meant',
  { timeout: 60_000 },
  async () => {
    await open('/hosts?control=no-such&state=bad&columns=x,y&class=server')
    await drawnRows().first().waitFor()
    expect(await page.locator('thead th').count()).toBe(1)
    const before = faults.splice(0)
    await open('/hosts/no-such-host')
    await page.getByRole('alert').first().waitFor()
    // The browser itself writes the answer 404 to its console.
    faults.splice(0)
    faults.push(...before)
  },
)

test('nothing of all this was an error', () => {
  expect(faults).toEqual([])
})
