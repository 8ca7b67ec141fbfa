import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeJoin } from '#protocol/join.ts'
import { routes } from '#protocol/routes.ts'
import { unknown } from '#protocol/values.ts'
import { sampleProvince } from '#scripts/fleet/province.ts'
import { sampleReadings } from '#scripts/fleet/readings.ts'
import { SyntheticHost } from '#scripts/fleet/synthetic-host.ts'
import { openBrowser, signIn } from '#tests/support/browser.ts'
import { quietLog } from '#tests/support/databases.ts'
import {
  freePort,
  makeJoin,
  startCollector,
  temporaryFolder,
  type CollectorProcess,
} from '#tests/support/processes.ts'

/*
 * Somebody who has never seen the console is asked: which agency drags the antivirus number down, and which ten
 * machines should it fix first? The answer has to be at most three clicks from the start page.
 */

const healthWithout = 13
const financeWithout = 2

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let browser: Browser
let page: Page

beforeAll(async () => {
  folder = await temporaryFolder()
  collector = await startCollector(folder.path, await freePort())
  await reportFrom('Sở Y tế', { from: 0, hosts: 18, withoutAntivirus: healthWithout })
  await reportFrom('Sở Tài chính', { from: 18, hosts: 12, withoutAntivirus: financeWithout })
  browser = await openBrowser()
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'vi-VN',
    viewport: { width: 1440, height: 900 },
  })
  page = await context.newPage()
  await signIn(page, collector.port)
  await page.locator('#main').waitFor()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  collector?.signal('SIGTERM')
  await collector?.ended
  await folder?.remove()
})

const worst = () => page.getByRole('table').filter({ hasText: 'Kéo giảm toàn tỉnh' })

test('one click from the start page stand the machines of the agency that drags antivirus down', async () => {
  const first = worst().locator('tbody tr').first()
  await first.waitFor()
  expect(await first.locator('th').innerText()).toBe('Sở Y tế')
  const number = first.getByRole('link', { name: 'máy chưa đạt' })
  const printed = Number(await number.innerText())
  expect(printed).toBe(healthWithout)

  await number.click()
  await page.getByText(`${printed} máy`, { exact: true }).waitFor()
  const rows = page.getByRole('row', { name: 'Sở Y tế' })
  await rows.first().waitFor()
  expect(await rows.count()).toBe(healthWithout)
  expect(await page.getByRole('row', { name: 'Sở Tài chính' }).count()).toBe(0)
})

test('the ten machines to begin with stand first: each gains antivirus the same, so by all that is wrong with it', async () => {
  const { pathname, search } = new URL(page.url())
  const asked = `https://localhost:${collector.port}/api${pathname}${search}`
  const { hosts } = routes.hosts.output.parse(await (await page.request.get(asked)).json())
  const wrong = hosts.map(({ states }) => {
    const all = Object.values(states)
    const count = (state: string) => all.filter((one) => one === state).length
    return { unmet: count('unmet'), unknown: count('unknown') }
  })
  const worstFirst = wrong.toSorted(
    (left, right) => right.unmet - left.unmet || right.unknown - left.unknown,
  )
  expect(wrong).toEqual(worstFirst)
  expect(new Set(wrong.map(({ unmet }) => unmet)).size).toBeGreaterThan(1)
  const shown = await page.locator('tbody tr[data-row] th').allInnerTexts()
  const names = shown.map((text) => text.split('\n')[0]?.trim())
  expect(names.slice(0, 10)).toEqual(hosts.slice(0, 10).map(({ hostname }) => hostname))
})

test('the same way by the keyboard alone: tab to the number, enter', async () => {
  await page.goto(`https://localhost:${collector.port}/`)
  const number = worst().getByRole('link', { name: 'máy chưa đạt' }).first()
  await number.waitFor()
  await worst().locator('tbody th a').first().focus()
  // Between the agency and its number stands the sign that the figure is a lower bound.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await number.evaluate((link) => link === document.activeElement)).toBe(true)
  expect(await number.evaluate((link) => getComputedStyle(link).outlineStyle)).toBe('solid')
  await page.keyboard.press('Enter')
  await page.getByText(`${healthWithout} máy`, { exact: true }).waitFor()
})

test('the agency itself is one click away, with its own figures', async () => {
  await page.goto(`https://localhost:${collector.port}/`)
  await worst().getByRole('link', { name: 'Sở Y tế', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Sở Y tế' }).waitFor()
  const enrolled = page.getByRole('link', { name: '18 Máy đã đăng ký' })
  await enrolled.click()
  await page.getByText('18 máy', { exact: true }).waitFor()
})

type Wanted = { readonly from: number; readonly hosts: number; readonly withoutAntivirus: number }

/** Hosts of one agency that report once; the first so many of them have no antivirus. */
async function reportFrom(agency: string, { from, hosts, withoutAntivirus }: Wanted) {
  const at = { dataDir: folder.path, port: collector.port }
  const target = decodeJoin(await makeJoin(at, agency))
  const own = sampleProvince(60, 4).slice(from, from + hosts)
  for (const [index, host] of own.entries()) {
    const readings = sampleReadings(host, Date.now())
    const synthetic = new SyntheticHost({
      keyText: `newcomer ${host.index}`,
      hostname: host.hostname,
      readings: { ...readings, antivirus: index < withoutAntivirus ? without : licensed },
      memory: { session: 0, ticket: null },
      log: quietLog,
    })
    await synthetic.connect(target, target.token)
  }
}

const without = { state: 'known' as const, facts: { products: [] } }
const licensed = {
  state: 'known' as const,
  facts: {
    products: [
      {
        product: 'bkav',
        name: 'Bkav Endpoint',
        version: null,
        isRunning: true,
        realTime: 'on' as const,
        reader: 'security-center' as const,
        signaturesAtMs: unknown('not-supported'),
        signaturesBySelf: 'current' as const,
        tamperProtection: null,
        licence: { kind: 'subscription' as const, validUntilMs: null, isValid: true },
        source: 'Security Center',
      },
    ],
  },
}
