import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { translator } from '#i18n/translator.ts'
import { signInAs } from '#tests/collector/api/running-api.ts'
import { signedInPage, startConsole, type RunningConsole } from '#tests/support/console.ts'
import { fillProvince, type FullProvince } from '#tests/support/full-province.ts'
import { settled } from '#tests/support/screen-faults.ts'

/*
 * One route of the collector that fails takes its own part of a screen with it, and no other: the part says so, and
 * everything beside it stands. Each is tried twice: with a failure, and with an answer that the contract does not know.
 */

const { t } = translator('vi')
const brokenAnswers = [
  { status: 500, contentType: 'application/json', body: '{}' },
  { status: 200, contentType: 'application/json', body: '{}' },
]
/** Screens of many parts; `madeOf` are those without which there is nothing to show. */
const screens: readonly { path: (at: FullProvince) => string; madeOf: readonly string[] }[] = [
  { path: () => '/', madeOf: ['overview'] },
  { path: ({ health }) => `/organisations/${health}`, madeOf: ['organisations'] },
  { path: ({ host }) => `/hosts/${host}`, madeOf: ['hosts'] },
]
/** Choices and signs around a screen: without them it shows less, and nothing that is wrong. */
const asides = ['overview', 'products', 'plans']

let running: RunningConsole
let province: FullProvince
let page: Page

beforeAll(async () => {
  running = await startConsole(async (api) => {
    province = await fillProvince(api, await signInAs(api, 'administrator'))
  })
  page = await signedInPage(running, 'administrator')
}, 120_000)
afterAll(() => running?.stop())

const nameOf = (pathname: string) => pathname.replace('/api/', '').replace(/\/[\w-]{20,}$/, '')

test('a route that fails takes its own part of a screen alone', { timeout: 240_000 }, async () => {
  const faults: string[] = []
  let tried = 0
  for (const { path, madeOf } of screens) {
    const address = `${running.origin}${path(province)}`
    for (const pathname of await routesOf(address)) {
      for (const answer of brokenAnswers) {
        tried += 1
        const shown = await openBroken(address, pathname, answer)
        const said = `${address}: ${pathname} ${answer.status}`
        if (!shown.hasFrame) faults.push(`${said}: the frame is gone`)
        if (madeOf.includes(nameOf(pathname))) continue
        if (shown.title === t('failure.title')) faults.push(`${said}: the screen is gone`)
        const mustSay = !asides.includes(nameOf(pathname))
        if (mustSay && shown.failures === 0) faults.push(`${said}: nothing says so`)
      }
    }
  }
  expect(faults).toEqual([])
  expect(tried).toBeGreaterThan(20)
})

test('a list to choose from that could not be loaded says so, and is asked for again', async () => {
  const [failed] = brokenAnswers
  const said = page.getByText(t('failure.choices'))
  for (const path of ['/hosts', '/reports', '/trend', '/todo']) {
    await page.route('**/api/agencies', (route) => route.fulfill(failed))
    await page.goto(`${running.origin}${path}`)
    await settled(page)
    await said.waitFor()
    await page.unroute('**/api/agencies')
    await page
      .getByRole('alert')
      .getByRole('button', { name: t('failure.retry') })
      .click()
    await said.waitFor({ state: 'detached' })
  }
  expect(await page.locator('#main').count()).toBe(1)
})

/** What a screen asks the collector for as it opens. */
async function routesOf(address: string): Promise<string[]> {
  const asked = new Set<string>()
  const hear = (request: { url(): string }) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) asked.add(pathname)
  }
  page.on('request', hear)
  await page.goto(address)
  await settled(page)
  page.off('request', hear)
  return [...asked].filter((one) => one !== '/api/session' && one !== '/api/live')
}

async function openBroken(
  address: string,
  pathname: string,
  answer: (typeof brokenAnswers)[number],
) {
  const isBroken = (url: URL) => url.pathname === pathname
  await page.route(isBroken, (route) => route.fulfill(answer))
  await page.goto(address)
  await settled(page)
  const shown = {
    title: await page.locator('h1').first().textContent({ timeout: 1_000 }).catch(String),
    hasFrame: (await page.locator('#main').count()) === 1,
    failures: await page
      .getByRole('alert')
      .filter({ hasText: t('failure.title') })
      .count(),
  }
  await page.unroute(isBroken)
  return shown
}
